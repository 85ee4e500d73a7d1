package dev.croupier.host.loop;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Ordered, bounded queues of one reader, one queue per key. The reader takes one item at a time;
 * keys with items take turns, so that a busy one does not starve the others. Safe for use by many
 * threads.
 *
 * @param <K> what tells queues apart
 * @param <T> what waits in them
 */
public final class Mailboxes<K, T> {

  private final int capacity;
  private final int maxBoxes;
  private final Map<K, Box<K, T>> boxes = new HashMap<>();
  private final Deque<Box<K, T>> ready = new ArrayDeque<>();
  private int boxesFromOutside;

  /**
   * @param capacity items that may wait under one key when another is {@link #offer offered}
   * @param maxBoxes keys that may have {@link #offer offered} items when an item for a further key
   *     is offered; what was {@link #put put} under other keys takes none of that room
   */
  public Mailboxes(int capacity, int maxBoxes) {
    this.capacity = capacity;
    this.maxBoxes = maxBoxes;
  }

  /**
   * Adds an item from outside, unless there are too many.
   *
   * @param key whose queue
   * @param item the item
   * @return false if the bound was reached and nothing was added
   */
  public synchronized boolean offer(K key, T item) {
    Box<K, T> box = boxes.get(key);
    boolean first = box == null || !box.fromOutside;
    boolean crowded = box != null && box.items.size() >= capacity;
    if (crowded || (first && boxesFromOutside >= maxBoxes)) {
      return false;
    }
    if (first) {
      boxesFromOutside++;
    }
    box(key).fromOutside = true;
    put(key, item);
    return true;
  }

  /**
   * Adds an item that must not be lost; bounds are up to the caller.
   *
   * @param key whose queue
   * @param item the item
   */
  public synchronized void put(K key, T item) {
    Box<K, T> box = box(key);
    box.items.addLast(item);
    enqueue(box);
  }

  /**
   * Adds an item before all that wait.
   *
   * @param key whose queue
   * @param item the item
   */
  public synchronized void putFirst(K key, T item) {
    Box<K, T> box = box(key);
    box.items.addFirst(item);
    enqueue(box);
  }

  /**
   * Lets a key's items wait until {@link #release}.
   *
   * @param key whose queue
   */
  public synchronized void hold(K key) {
    Box<K, T> box = box(key);
    box.held = true;
    if (box.queued) {
      ready.remove(box);
      box.queued = false;
    }
  }

  /**
   * Ends {@link #hold}.
   *
   * @param key whose queue
   */
  public synchronized void release(K key) {
    Box<K, T> box = boxes.get(key);
    if (box != null) {
      box.held = false;
      enqueue(box);
      forgetIfEmpty(box);
    }
  }

  /**
   * @return the next item of the key whose turn it is, empty if nothing waits that is not held
   */
  public synchronized Optional<T> take() {
    Box<K, T> box = ready.pollFirst();
    if (box == null) {
      return Optional.empty();
    }
    box.queued = false;
    T item = box.items.removeFirst();
    enqueue(box);
    forgetIfEmpty(box);
    return Optional.of(item);
  }

  /**
   * Takes away everything that waits under a key.
   *
   * @param key whose queue
   * @return what waited, in order
   */
  public synchronized List<T> drain(K key) {
    Box<K, T> box = boxes.get(key);
    if (box == null) {
      return List.of();
    }
    List<T> waiting = new ArrayList<>(box.items);
    box.items.clear();
    if (box.queued) {
      ready.remove(box);
      box.queued = false;
    }
    forgetIfEmpty(box);
    return waiting;
  }

  /**
   * Takes away everything that waits, held or not.
   *
   * @return what waited, in order per key
   */
  public synchronized List<T> drainAll() {
    List<T> waiting = new ArrayList<>();
    boxes.values().forEach(box -> waiting.addAll(box.items));
    boxes.clear();
    ready.clear();
    boxesFromOutside = 0;
    return waiting;
  }

  /**
   * @return whether nothing can be taken now
   */
  public synchronized boolean idle() {
    return ready.isEmpty();
  }

  private Box<K, T> box(K key) {
    return boxes.computeIfAbsent(key, Box::new);
  }

  private void enqueue(Box<K, T> box) {
    if (!box.queued && !box.held && !box.items.isEmpty()) {
      box.queued = true;
      ready.addLast(box);
    }
  }

  private void forgetIfEmpty(Box<K, T> box) {
    if (box.items.isEmpty() && !box.held) {
      boxes.remove(box.key);
      if (box.fromOutside) {
        boxesFromOutside--;
      }
    }
  }

  private static final class Box<K, T> {
    final K key;
    final Deque<T> items = new ArrayDeque<>();
    boolean held;
    boolean queued;

    /** Whether something was offered since there was nothing here. */
    boolean fromOutside;

    Box(K key) {
      this.key = key;
    }
  }
}
