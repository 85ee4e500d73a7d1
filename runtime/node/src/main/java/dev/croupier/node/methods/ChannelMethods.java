package dev.croupier.node.methods;

import dev.croupier.node.rpc.LedgerCalls;
import dev.croupier.protocol.json.JsonArray;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.rpc.RefusedException;
import dev.croupier.rpc.Request;
import dev.croupier.rpc.Responses;

/** Channels, of which a node without a blockchain has none (clearnode-0.x 13). */
public final class ChannelMethods {
  /** The params of an answer or notification that lists no channels. */
  static final JsonObject NONE = JsonObject.builder().put("channels", JsonArray.EMPTY).build();

  private final Responses responses;
  private final LedgerCalls calls;

  /**
   * @param responses where answers go
   * @param calls the way to the ledger, for the record
   */
  public ChannelMethods(Responses responses, LedgerCalls calls) {
    this.responses = responses;
    this.calls = calls;
  }

  /**
   * @param request a get_channels
   */
  public void getChannels(Request request) {
    Pages.of(Members.ofRequest(Method.GET_CHANNELS, request.payload().params()));
    responses.answer(request, Method.GET_CHANNELS.wireName(), NONE);
  }

  /**
   * @param request a create_channel
   */
  public void create(Request request) {
    Attempt<Long> chain =
        Attempt.of(
            request,
            () ->
                Members.ofRequest(Method.CREATE_CHANNEL, request.payload().params())
                    .unsigned("chain_id"));
    calls.record(
        request,
        notices -> {
          throw new RefusedException("unsupported chain ID: " + chain.get());
        });
  }

  /**
   * @param request a resize_channel or close_channel
   */
  public void change(Request request) {
    Attempt<String> channel =
        Attempt.of(
            request,
            () ->
                Members.ofRequest(Method.CLOSE_CHANNEL, request.payload().params())
                    .text("channel_id"));
    calls.record(
        request,
        notices -> {
          throw new RefusedException("channel " + channel.get() + " not found");
        });
  }
}
