package dev.croupier.rpc;

/** What one method does with a request. */
@FunctionalInterface
public interface RpcMethod {

  /**
   * Serves a request, here or later on another thread, and ends it. Called on a worker thread.
   *
   * @param request the request, which passed the checks of clearnode-0.x 4
   * @throws dev.croupier.rpc.RefusedException to end it with an error frame
   */
  void serve(Request request);
}
