package dev.croupier.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;

/** A client that can do what no decent WebSocket library does. Masks with zeros. */
final class RawClient implements AutoCloseable {
  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  /** A frame from the server; opcode -1 stands for the end of the connection. */
  @SuppressWarnings("ArrayRecordComponent") // compared by identity only for END
  record Frame(int opcode, byte[] payload) {
    static final Frame END = new Frame(-1, new byte[0]);

    String text() {
      return new String(payload, UTF_8);
    }

    int closeCode() {
      return ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
    }

    String closeReason() {
      return new String(payload, 2, payload.length - 2, UTF_8);
    }
  }

  final Socket socket;
  private final DataInputStream in;

  RawClient(InetSocketAddress address) throws IOException {
    this(address, 0);
  }

  RawClient(InetSocketAddress address, int receiveBuffer) throws IOException {
    socket = new Socket();
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.setSoTimeout(10_000);
    socket.connect(address);
    in = new DataInputStream(socket.getInputStream());
  }

  /** Connects and upgrades at /ws. */
  static RawClient upgraded(InetSocketAddress address) throws IOException {
    return upgraded(address, 0);
  }

  static RawClient upgraded(InetSocketAddress address, int receiveBuffer) throws IOException {
    RawClient client = new RawClient(address, receiveBuffer);
    String head = client.request("/ws", "Upgrade: websocket", "Connection: Upgrade", KEY, VERSION);
    if (!head.startsWith("HTTP/1.1 101 ")) {
      throw new AssertionError("not upgraded: " + head);
    }
    return client;
  }

  static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
  static final String VERSION = "Sec-WebSocket-Version: 13";

  /** Sends a GET request and returns the head of the response. */
  String request(String path, String... headers) throws IOException {
    StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    write(request.append("\r\n").toString().getBytes(ISO_8859_1));
    return readHead();
  }

  String readHead() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("connection ended in the head: " + head.toString(ISO_8859_1));
      }
      head.write(next);
    }
    return head.toString(ISO_8859_1);
  }

  String readRest() throws IOException {
    return new String(in.readAllBytes(), UTF_8);
  }

  void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  void send(boolean last, int opcode, byte[] payload) throws IOException {
    write(frame(last, opcode, payload));
  }

  void text(String text) throws IOException {
    send(true, TEXT, text.getBytes(UTF_8));
  }

  static byte[] frame(boolean last, int opcode, byte[] payload) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(header(last, opcode, payload.length));
    bytes.writeBytes(payload);
    return bytes.toByteArray();
  }

  /** The head of a masked frame with the mask 0, which leaves the payload as it is. */
  static byte[] header(boolean last, int opcode, long length) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write((last ? 0x80 : 0) | opcode);
    if (length < 126) {
      bytes.write(0x80 | (int) length);
    } else if (length < 65536) {
      bytes.write(0x80 | 126);
      bytes.write((int) (length >> 8));
      bytes.write((int) length);
    } else {
      bytes.write(0x80 | 127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        bytes.write((int) (length >> shift));
      }
    }
    bytes.writeBytes(new byte[4]);
    return bytes.toByteArray();
  }

  /** The next frame, or {@link Frame#END} when the server has ended or reset the connection. */
  Frame read() throws IOException {
    try {
      int first = in.read();
      if (first < 0) {
        return Frame.END;
      }
      long length = in.readUnsignedByte() & 0x7F;
      if (length == 126) {
        length = in.readUnsignedShort();
      } else if (length == 127) {
        length = in.readLong();
      }
      byte[] payload = new byte[(int) length];
      in.readFully(payload);
      return new Frame(first & 0x0F, payload);
    } catch (EOFException | SocketException e) {
      return Frame.END;
    }
  }

  /** Skips frames until the server closes. */
  Frame readUntilClose() throws IOException {
    Frame frame = read();
    while (frame.opcode() != CLOSE && frame.opcode() != -1) {
      frame = read();
    }
    return frame;
  }

  /** Ends with a reset, as a crashed machine's successor would. */
  void abort() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
