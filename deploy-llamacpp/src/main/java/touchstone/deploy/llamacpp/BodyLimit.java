package touchstone.deploy.llamacpp;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;

/** Puts the parts of a request together and answers one that is too large in OpenAI's shape. */
final class BodyLimit extends HttpObjectAggregator {
  private final int most;

  BodyLimit(int most) {
    super(most, true);
    this.most = most;
  }

  @Override
  protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
    ApiFault fault =
        new ApiFault(
            413,
            "invalid_request_error",
            "body",
            "body_too_large",
            "the body is over %d bytes, the most that is read; send fewer or shorter messages"
                .formatted(most));
    context
        .writeAndFlush(Responses.json(fault.status(), fault.json(), false))
        .addListener(new LingeringClose());
  }
}
