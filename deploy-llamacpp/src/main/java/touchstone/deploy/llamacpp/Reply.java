package touchstone.deploy.llamacpp;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.LastHttpContent;

/** Writes one chat completion to a client, as a stream or as a whole. */
final class Reply implements Answer {
  private final Channel client;
  private final Events events;
  private final boolean stream;
  private final boolean usageEvent;
  private final boolean keepAlive;
  private final Runnable done;
  private final StringBuilder text = new StringBuilder();
  private boolean begun;

  /**
   * @param done called on the client's event loop when the last byte is on its way
   */
  Reply(Channel client, Events events, ChatCall call, boolean keepAlive, Runnable done) {
    this.client = client;
    this.events = events;
    this.stream = call.stream();
    this.usageEvent = call.usageEvent();
    this.keepAlive = keepAlive;
    this.done = done;
  }

  @Override
  public void begins() {
    begun = true;
    if (stream) {
      var _ = client.write(Responses.events(keepAlive));
      var _ = client.writeAndFlush(Responses.event(events.role()));
    }
  }

  @Override
  public void says(String words) {
    if (stream) {
      var _ = client.writeAndFlush(Responses.event(events.says(words)));
    } else {
      text.append(words);
    }
  }

  @Override
  public void ends(Finish finish, Tokens tokens) {
    if (!stream) {
      finish(Responses.json(200, events.whole(text.toString(), finish, tokens), keepAlive));
      return;
    }
    var _ = client.write(Responses.event(events.finish(finish)));
    if (usageEvent) {
      var _ = client.write(Responses.event(events.usage(tokens)));
    }
    var _ = client.write(Responses.event("[DONE]"));
    finish(LastHttpContent.EMPTY_LAST_CONTENT);
  }

  @Override
  public void fails(ApiFault fault) {
    if (stream && begun) {
      var _ = client.write(Responses.event(fault.json()));
      finish(LastHttpContent.EMPTY_LAST_CONTENT);
    } else {
      finish(Responses.json(fault.status(), fault.json(), keepAlive));
    }
  }

  private void finish(Object last) {
    ChannelFuture written = client.writeAndFlush(last);
    if (!keepAlive) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
    client.eventLoop().execute(done);
  }
}
