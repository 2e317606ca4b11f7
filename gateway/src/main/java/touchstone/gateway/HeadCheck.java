package touchstone.gateway;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import touchstone.model.Text;

/**
 * Looks at the bytes of a request's head before anybody interprets them, and refuses everything
 * that two parsers could read differently: lines that end with a bare LF or CR, folded lines, field
 * names that are no tokens, control characters. Confined to one connection's event loop.
 */
final class HeadCheck {
  private static final Pattern REQUEST_LINE =
      Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,32} [!-~]+ (HTTP/\\d\\.\\d)");
  private static final Pattern FIELD =
      Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\\t\\x20-\\x7e\\x80-\\xff]*");

  private final int mostBytes;
  private int seen;

  HeadCheck(int mostBytes) {
    this.mostBytes = mostBytes;
  }

  /**
   * Whether the buffer begins with a whole and proper head.
   *
   * @throws Refusal where it never will
   */
  boolean whole(ByteBuf in) {
    int start = in.readerIndex();
    int readable = in.readableBytes();
    for (int i = seen; i < readable; i++) {
      byte now = in.getByte(start + i);
      byte before = i > 0 ? in.getByte(start + i - 1) : 0;
      if ((now == '\n') != (before == '\r')) {
        throw Refusals.malformed(new Text("行尾必须是 CRLF", "a line must end with CRLF"));
      }
      boolean blank = i >= 3 && now == '\n' && in.getByte(start + i - 2) == '\n';
      if (i >= mostBytes) {
        throw Refusals.headTooLarge(mostBytes);
      }
      if (blank) {
        lines(in.toString(start, i - 3, StandardCharsets.ISO_8859_1));
        seen = 0;
        return true;
      }
    }
    seen = readable;
    return false;
  }

  private static void lines(String head) {
    String[] lines = head.split("\r\n", -1);
    var request = REQUEST_LINE.matcher(lines[0]);
    if (!request.matches()) {
      throw Refusals.malformed(
          new Text("第一行应为“方法 路径 HTTP/1.1”", "the first line must be METHOD PATH HTTP/1.1"));
    }
    if (!request.group(1).equals("HTTP/1.1") && !request.group(1).equals("HTTP/1.0")) {
      throw Refusals.version(request.group(1));
    }
    for (int i = 1; i < lines.length; i++) {
      if (!FIELD.matcher(lines[i]).matches()) {
        throw Refusals.malformed(
            new Text(
                "第 " + (i + 1) + " 行不是“名字: 值”，也不允许折行",
                "line " + (i + 1) + " is no 'name: value'; folded lines are not taken"));
      }
    }
  }
}
