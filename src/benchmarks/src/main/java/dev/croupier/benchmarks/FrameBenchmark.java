package dev.croupier.benchmarks;

import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.json.JsonReader;
import dev.croupier.protocol.json.JsonText;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.RequestFrame;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a frame costs beside its signature: reading it with its raw slice, hashing, writing JSON.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class FrameBenchmark {
  private static final String SIGNATURE =
      "0x" + "80b60c778596a1371627fae88712e948".repeat(4) + "1b";

  /** Characters of text inside the message. */
  @Param({"150", "4000"})
  public int textLength = 150;

  private String frame = "";
  private RequestFrame request = RequestFrame.read(frame(1));
  private JsonValue params = request.payload().params().parse();

  /** Makes the frame. */
  @Setup
  public void make() {
    frame = frame(textLength);
    request = RequestFrame.read(frame);
    params = request.payload().params().parse();
  }

  private static String frame(int textLength) {
    return "{\"req\":[105,\"message\",{\"type\":\"move\",\"data\":{\"cell\":4,\"stake\":\"1.50\",\"text\":\""
        + "x".repeat(textLength)
        + "\"}},1760000000027],\"sid\":\"0x"
        + "ab".repeat(32)
        + "\",\"sig\":[\""
        + SIGNATURE
        + "\"]}";
  }

  /**
   * @return the frame with the raw text of its request
   */
  @Benchmark
  public RequestFrame decode() {
    return RequestFrame.read(frame);
  }

  /**
   * @return the digest of the raw request
   */
  @Benchmark
  public Hash32 digest() {
    return request.digest();
  }

  /**
   * @return a tree of the params
   */
  @Benchmark
  public JsonValue parse() {
    return JsonReader.DEFAULT.read(request.payload().params().text());
  }

  /**
   * @return the params as {@code JSON.stringify} writes them
   */
  @Benchmark
  public String canonicalJson() {
    return JsonText.write(params);
  }
}
