package dev.croupier.plugin;

import dev.croupier.app.RequestFailedException;
import dev.croupier.host.turn.Input;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The calls of one app instance whose answers are still to come, and what became of the others. */
final class Calls {

  private record Pending<T>(AnswerStage<T> stage, Function<String, T> reader) {
    void succeed(String json) {
      stage.complete(reader.apply(json));
    }
  }

  private final Map<Long, Pending<?>> pending = new HashMap<>();
  private final List<AnswerStage<?>> watched = new ArrayList<>();
  private long lastId;

  /**
   * @return the id of the newest call, 0 before the first
   */
  long lastId() {
    return lastId;
  }

  /**
   * Begins a call with the next id.
   *
   * @param reader makes the value of the answer's JSON text
   * @return what the author gets
   */
  <T> CompletionStage<T> begin(Function<String, T> reader) {
    lastId++;
    AnswerStage<T> stage = new AnswerStage<>(lastId, watched::add);
    pending.put(lastId, new Pending<>(stage, reader));
    return stage;
  }

  /**
   * Completes a call's stage; continuations run before this returns.
   *
   * @param answer what came of the call
   * @return false if this instance has no such call
   */
  boolean settle(Input.Answered answer) {
    Pending<?> call = pending.remove(answer.callId());
    if (call == null) {
      return false;
    }
    switch (answer.result()) {
      case Input.CallResult.Succeeded succeeded -> call.succeed(succeeded.valueJson());
      case Input.CallResult.Failed failed ->
          call.stage()
              .completeExceptionally(new RequestFailedException(failed.code(), failed.message()));
    }
    return true;
  }

  /**
   * Forgets the calls of a turn that failed: their effects never leave, no answer will come.
   *
   * @param before {@link #lastId} as the turn began
   */
  void dropAfter(long before) {
    pending.keySet().removeIf(id -> id > before);
    watched.removeIf(stage -> stage.callId() > before || stage.isDone());
  }

  /**
   * Takes the failures of stages that are done and that nothing handles.
   *
   * @return what they failed with, oldest stage first
   */
  List<Throwable> takeUnhandled() {
    List<Throwable> unhandled = new ArrayList<>();
    for (Iterator<AnswerStage<?>> stages = watched.iterator(); stages.hasNext(); ) {
      AnswerStage<?> stage = stages.next();
      if (stage.isDone()) {
        stages.remove();
        if (stage.isCompletedExceptionally() && !stage.isHandled()) {
          unhandled.add(Failures.unwrap(stage.exceptionNow()));
        }
      }
    }
    return unhandled;
  }
}
