package dev.croupier.client;

import dev.croupier.app.CroupierException;
import java.time.Duration;

/** A node could not be reached, did not answer, refused something or sent something unusable. */
public abstract class NodeException extends CroupierException {
  private static final long serialVersionUID = 1L;

  NodeException(String message) {
    super(message);
  }

  NodeException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Nobody answers at the node's address. */
  public static final class Unreachable extends NodeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param uri where
     * @param reason what the network said
     */
    public Unreachable(String uri, String reason) {
      super("node " + uri + " cannot be reached: " + reason);
    }
  }

  /** The connection ended before an answer came; the outcome at the node is unknown. */
  public static final class ConnectionLost extends NodeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param method what was under way
     * @param reason why the connection ended
     */
    public ConnectionLost(String method, String reason) {
      super("connection lost while waiting for the answer to " + method + ": " + reason);
    }
  }

  /** No answer within the time allowed; the outcome at the node is unknown. */
  public static final class TimedOut extends NodeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param method what was asked
     * @param limit how long was waited
     */
    public TimedOut(String method, Duration limit) {
      super("no answer to " + method + " within " + limit.toMillis() + " ms");
    }
  }

  /** The node answered with an error; its text is kept to the letter. */
  public static final class Refused extends NodeException {
    private static final long serialVersionUID = 1L;

    private final String method;
    private final String nodeText;

    /**
     * @param method what was asked
     * @param nodeText the node's own words
     */
    public Refused(String method, String nodeText) {
      super("node refused " + method + ": " + nodeText);
      this.method = method;
      this.nodeText = nodeText;
    }

    /**
     * @return what was asked
     */
    public String method() {
      return method;
    }

    /**
     * @return the node's own words
     */
    public String nodeText() {
      return nodeText;
    }
  }

  /** The login was refused; the node's text is kept to the letter. */
  public static final class LoginRefused extends NodeException {
    private static final long serialVersionUID = 1L;

    private final String nodeText;

    /**
     * @param wallet who wanted in
     * @param nodeText the node's own words
     */
    public LoginRefused(String wallet, String nodeText) {
      super("node refused the login of " + wallet + ": " + nodeText);
      this.nodeText = nodeText;
    }

    /**
     * @return the node's own words
     */
    public String nodeText() {
      return nodeText;
    }
  }

  /** The queue of unsent frames is full: the node takes them slower than they are made. */
  public static final class QueueFull extends NodeException {
    private static final long serialVersionUID = 1L;

    private QueueFull(String message) {
      super(message);
    }

    /**
     * @param limit the queue's bound, in frames
     * @return the error
     */
    public static QueueFull frames(int limit) {
      return new QueueFull("outgoing queue is full: " + limit + " frames wait for the node");
    }

    /**
     * @param limit the queue's bound, in bytes
     * @return the error
     */
    public static QueueFull bytes(long limit) {
      return new QueueFull("outgoing queue is full: up to " + limit + " bytes may wait");
    }
  }

  /** There is no logged-in connection; nothing was sent. */
  public static final class NotConnected extends NodeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param reason what is missing
     */
    public NotConnected(String reason) {
      super("not connected to the node: " + reason);
    }
  }

  /** The same request is under way already; it was not sent a second time. */
  public static final class AlreadyUnderWay extends NodeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param method what it asks
     * @param requestId its id
     */
    public AlreadyUnderWay(String method, long requestId) {
      super(method + " with request id " + requestId + " is already under way");
    }
  }

  /** A frame that would be larger than the connection allows; nothing was sent. */
  public static final class FrameTooLarge extends NodeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param bytes its size
     * @param limit the bound
     */
    public FrameTooLarge(long bytes, long limit) {
      super("frame of " + bytes + " bytes is over the limit of " + limit);
    }
  }

  /** Something this node's protocol has no way to say; nothing was sent. */
  public static final class Unsupported extends NodeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param what the wish
     * @param reason why it cannot be had
     */
    public Unsupported(String what, String reason) {
      super(what + " is not possible with this node: " + reason);
    }
  }

  /** A frame whose signature is not the node's, or that cannot be read. */
  public static final class UnusableFrame extends NodeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param reason what was wrong
     */
    public UnusableFrame(String reason) {
      super("unusable frame from the node: " + reason);
    }

    /**
     * @param reason what was wrong
     * @param cause what the reader found
     */
    public UnusableFrame(String reason, Throwable cause) {
      super("unusable frame from the node: " + reason, cause);
    }

    /**
     * @param cause what the reader found
     */
    public UnusableFrame(CroupierException cause) {
      super("unusable frame from the node: " + cause.getMessage(), cause);
    }
  }

  /** Whoever answers at the node's address signs with another key than the node. */
  public static final class WrongKey extends NodeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param uri where
     * @param actual the key that signs there
     * @param expected the node's key, configured or seen at an earlier login
     */
    public WrongKey(String uri, String actual, String expected) {
      super("node " + uri + " signs with key " + actual + ", but its key should be " + expected);
    }
  }

  /** A text to sign that this dialect would not have written for what it says. */
  public static final class UnreadableStep extends NodeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param reason what was wrong
     */
    public UnreadableStep(String reason) {
      super("text to sign refused: " + reason);
    }

    /**
     * @param cause what the reader found
     */
    public UnreadableStep(CroupierException cause) {
      super("text to sign refused: " + cause.getMessage(), cause);
    }
  }
}
