package touchstone.run;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import touchstone.model.Text;
import touchstone.report.ReportInput;

/**
 * Where a run was measured and with which versions of the parts that decide an answer.
 *
 * @param sessions from which the machine or a version was another one than at the start
 */
record Host(ReportInput.Machine machine, Map<String, String> versions, int sessions) {
  Host {
    versions = new TreeMap<>(versions);
  }

  static Host here(Map<String, String> versions) {
    return new Host(Machine.here(), versions, 0);
  }

  /** What is kept when a session begins here. */
  Host joined(Host here) {
    boolean same = machine.equals(here.machine()) && versions.equals(here.versions());
    return same ? this : new Host(machine, versions, sessions + 1);
  }

  /** What the report says where not all was measured in one place. */
  Optional<ReportInput.Incident> moved() {
    return sessions == 0
        ? Optional.empty()
        : Optional.of(
            new ReportInput.Incident(
                "moved",
                Optional.empty(),
                sessions,
                new Text(
                    "中途换了机器或版本，前后的速度和回答不能直接相比；下面写的是开始时的",
                    "went on with another machine or version: what was measured before and after"
                        + " does not compare; shown below is what it began with")));
  }
}
