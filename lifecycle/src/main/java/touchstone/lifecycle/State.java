package touchstone.lifecycle;

import touchstone.model.Text;

/** Where a deployment stands. Times are wall-clock milliseconds. */
public sealed interface State {
  /** Whether nothing happens to the engine unless somebody asks for it or the lease ends. */
  default boolean atRest() {
    return switch (this) {
      case Stopped _, Failed _, Released _ -> true;
      default -> false;
    };
  }

  /** For scripts, upper case. */
  String code();

  Text title();

  /** Written down, nothing done yet. */
  record Requested() implements State {
    @Override
    public String code() {
      return "REQUESTED";
    }

    @Override
    public Text title() {
      return new Text("已登记", "requested");
    }
  }

  /** On its way up. */
  record Starting(StartPhase phase, double fraction, long sinceMillis, long lastSignMillis)
      implements State {
    @Override
    public String code() {
      return "STARTING";
    }

    @Override
    public Text title() {
      return new Text("启动中：" + phase.title().zh(), "starting: " + phase.title().en());
    }
  }

  /** Answers requests. */
  record Ready(long sinceMillis) implements State {
    @Override
    public String code() {
      return "READY";
    }

    @Override
    public Text title() {
      return new Text("就绪", "ready");
    }
  }

  /**
   * The process is there but does not answer.
   *
   * @param reached whether the machine itself answers; where it does not, nothing is known of the
   *     engine, and waiting is all that helps
   */
  record Unhealthy(long readySinceMillis, long sinceMillis, boolean reached, String why)
      implements State {
    @Override
    public String code() {
      return "UNHEALTHY";
    }

    @Override
    public Text title() {
      return reached ? new Text("不应答", "not answering") : new Text("连不上机器", "machine out of reach");
    }
  }

  /** Waits before it is started again. */
  record Restarting(long untilMillis, Cause cause, String detail) implements State {
    @Override
    public String code() {
      return "RESTARTING";
    }

    @Override
    public Text title() {
      return new Text("等待重启：" + cause.title().zh(), "restarting: " + cause.title().en());
    }
  }

  /** The engine was told to end; it may still run. */
  record Stopping(After after, long sinceMillis) implements State {
    @Override
    public String code() {
      return "STOPPING";
    }

    @Override
    public Text title() {
      return new Text("停止中", "stopping");
    }
  }

  /** Stopped as asked, can be started again. */
  record Stopped() implements State {
    @Override
    public String code() {
      return "STOPPED";
    }

    @Override
    public Text title() {
      return new Text("已停止", "stopped");
    }
  }

  /** Gave up; can be started again. */
  record Failed(Cause cause, String detail) implements State {
    @Override
    public String code() {
      return "FAILED";
    }

    @Override
    public Text title() {
      return new Text("失败：" + cause.title().zh(), "failed: " + cause.title().en());
    }
  }

  /**
   * Everything is being given back.
   *
   * @param refusals how often that was refused before
   */
  record Releasing(Why why, int refusals) implements State {
    @Override
    public String code() {
      return "RELEASING";
    }

    @Override
    public Text title() {
      return new Text("释放中", "releasing");
    }
  }

  /** Could not be given back: it may still cost money, and is tried again. */
  record ReleaseFailed(Why why, int refusals, long againMillis, String detail) implements State {
    @Override
    public String code() {
      return "RELEASE_FAILED";
    }

    @Override
    public Text title() {
      return new Text("释放失败，可能仍在计费", "release failed, may still cost money");
    }
  }

  /**
   * Nothing of ours is left on the rented machine, which costs money until somebody deletes it.
   *
   * @param againMillis when people are told again
   */
  record AwaitingDeletion(Why why, long againMillis) implements State {
    @Override
    public String code() {
      return "AWAITING_DELETION";
    }

    @Override
    public Text title() {
      return new Text("等你删机器，仍在计费", "waits for you to delete the machine, costs money");
    }
  }

  /** The end; only the records are left. */
  record Released(Why why) implements State {
    @Override
    public String code() {
      return "RELEASED";
    }

    @Override
    public Text title() {
      return new Text("已释放（" + why.title().zh() + "）", "released (" + why.title().en() + ")");
    }
  }

  /** What follows once the engine has ended. */
  sealed interface After {
    /** Stays stopped. */
    record Rest() implements After {}

    /** Starts again at once, because somebody asked for it. */
    record Start() implements After {}

    /** Counts as a failure. */
    record Failure(Cause cause, String detail) implements After {}
  }

  /** Why it is given back. */
  enum Why {
    ASKED("按要求", "as asked"),
    LEASE("租约到期", "lease over"),
    BUDGET("预算用完", "budget spent");

    private final Text title;

    Why(String zh, String en) {
      this.title = new Text(zh, en);
    }

    public Text title() {
      return title;
    }
  }
}
