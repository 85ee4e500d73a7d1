package dev.croupier.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Ends a connection so that the other side can read the last thing it was sent.
 *
 * <p>Closing a socket with unread input makes the system reset the connection, and a reset throws
 * away what the other side has not read yet, the close frame included. So: stop sending, throw away
 * what still comes, and close when the other side ends or the time is over.
 */
// A write or close that fails ends the channel, and channelInactive tells of it.
@SuppressWarnings("FutureReturnValueIgnored")
final class Farewell {
  private Farewell() {}

  /**
   * Throws away input from now on and cuts the connection when the time is over. On the event loop.
   */
  static void ignoreInput(Channel channel, Duration timeout) {
    ChannelPipeline pipeline = channel.pipeline();
    SslHandler tls = pipeline.get(SslHandler.class);
    if (tls == null) {
      pipeline.addFirst(new Discard());
    } else {
      pipeline.addAfter(pipeline.context(tls).name(), null, new Discard());
    }
    channel.config().setAutoRead(true);
    var cut =
        channel
            .eventLoop()
            .schedule(() -> channel.close(), timeout.toMillis(), TimeUnit.MILLISECONDS);
    channel.closeFuture().addListener(closed -> cut.cancel(false));
  }

  /** Says that nothing more will be sent, once the last write is done. */
  static void stopSendingAfter(ChannelFuture lastWrite) {
    lastWrite.addListener(
        written -> {
          Channel channel = lastWrite.channel();
          SslHandler tls = channel.pipeline().get(SslHandler.class);
          if (!written.isSuccess() || !(channel instanceof SocketChannel socket)) {
            channel.close();
          } else if (tls == null) {
            socket.shutdownOutput();
          } else {
            tls.closeOutbound();
          }
        });
  }

  private static final class Discard extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ReferenceCountUtil.release(message);
    }
  }
}
