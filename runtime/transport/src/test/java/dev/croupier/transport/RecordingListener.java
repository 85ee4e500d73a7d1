package dev.croupier.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A core that writes down what it is told and, unless a test says otherwise, echoes. */
class RecordingListener implements PeerListener {
  final BlockingQueue<Peer> opened = new LinkedBlockingQueue<>();
  final BlockingQueue<byte[]> frames = new LinkedBlockingQueue<>();
  final List<Long> closed = new CopyOnWriteArrayList<>();
  final Map<Long, Peer> peers = new ConcurrentHashMap<>();

  @Override
  public void opened(Peer peer) {
    peers.put(peer.id(), peer);
    peer.send("hello " + peer.id());
    // Last, since a test that has the peer may send and close at once.
    opened.add(peer);
  }

  @Override
  public CompletionStage<Void> received(Peer peer, byte[] frame) {
    frames.add(frame);
    return handle(peer, new String(frame, UTF_8));
  }

  CompletionStage<Void> handle(Peer peer, String text) {
    peer.send("echo " + text);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void closed(Peer peer) {
    closed.add(peer.id());
  }

  Peer nextOpened() throws InterruptedException {
    return Waiting.taken(opened.poll(10, TimeUnit.SECONDS), "a connection");
  }

  byte[] nextFrame() throws InterruptedException {
    return Waiting.taken(frames.poll(10, TimeUnit.SECONDS), "a frame");
  }
}
