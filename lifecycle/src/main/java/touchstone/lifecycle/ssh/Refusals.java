package touchstone.lifecycle.ssh;

import java.nio.file.Path;
import touchstone.lifecycle.Remote;
import touchstone.model.Problem;
import touchstone.model.Text;

/** Why a machine is not used, in words. */
final class Refusals {
  private Refusals() {}

  static Problem changed(Remote remote, String fingerprint, KnownHosts.Standing.Changed known) {
    String where = known.file() + ":" + known.line();
    return new Problem(
        new Text(
            remote.address() + " 的主机密钥变了：现在是 " + fingerprint + "，和 " + where + " 记的不一样，没有连接",
            "The host key of "
                + remote.address()
                + " has changed: it is now "
                + fingerprint
                + ", not the one in "
                + where
                + "; nothing was sent"),
        new Text(
            "机器重装过、或这个地址换给了别的机器，就到控制台核对指纹，删掉那一行再试；没动过机器，就可能有人冒充它。",
            "If the machine was set up anew or its address belongs to another one now, compare the"
                + " fingerprint in the console, delete that line and try again; if not, somebody"
                + " may pretend to be it."));
  }

  static Problem unknown(Remote remote, String type, String fingerprint) {
    return new Problem(
        new Text(
            "第一次连 " + remote.address() + "，主机密钥还没有确认：" + type + " " + fingerprint,
            "The host key of "
                + remote.address()
                + " was never seen before and is not confirmed: "
                + type
                + " "
                + fingerprint),
        new Text(
            "和控制台显示的指纹对一对，一致就加上 --host-key " + fingerprint + " 再执行一次。",
            "Compare it with what the console shows, then give --host-key " + fingerprint + "."));
  }

  static Problem login(Remote remote, String why) {
    String key = remote.keyFile().orElse("ssh-agent");
    return new Problem(
        new Text(
            remote.address() + " 不让登录（用的密钥：" + key + "）：" + why,
            remote.address() + " refused the login with " + key + ": " + why),
        new Text(
            "核对用户名，并确认公钥已加到那台机器的 ~/.ssh/authorized_keys；先用 ssh 命令试通。",
            "Check the user's name, and that the public key is in ~/.ssh/authorized_keys there; try"
                + " it with the ssh command first."));
  }

  static Problem key(Path file, String why) {
    return new Problem(
        new Text("密钥文件 " + file + " 用不了：" + why, "The key file " + file + " is not usable: " + why),
        new Text(
            "要的是私钥文件（不是 .pub）。有口令的密钥请先 ssh-add 到 ssh-agent，再去掉 --ssh-key。",
            "It must be the private key, not the .pub. A key with a passphrase goes into the agent"
                + " (ssh-add), then leave --ssh-key out."));
  }

  static Problem noKey() {
    return new Problem(
        new Text(
            "没有登录用的密钥：没给密钥文件，也没有 ssh-agent",
            "There is no key to log in with: no key file was given, and no ssh agent runs"),
        new Text(
            "用 --ssh-key ~/.ssh/id_ed25519 指定，或先启动 ssh-agent 并 ssh-add。",
            "Give --ssh-key ~/.ssh/id_ed25519, or start ssh-agent and ssh-add the key."));
  }
}
