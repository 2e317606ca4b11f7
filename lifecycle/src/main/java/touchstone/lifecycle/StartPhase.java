package touchstone.lifecycle;

import touchstone.model.Text;

/** How far a start has come; never goes back within one attempt. */
public enum StartPhase {
  PROVISIONING("准备启动", "launching"),
  PULLING("下载权重", "fetching weights"),
  LOADING("加载权重", "loading weights"),
  WARMING("分配缓存、预热", "caches and warm-up");

  private final Text title;

  StartPhase(String zh, String en) {
    this.title = new Text(zh, en);
  }

  public Text title() {
    return title;
  }
}
