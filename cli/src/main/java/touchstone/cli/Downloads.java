package touchstone.cli;

import java.util.List;
import touchstone.deploy.CatalogueEntry;
import touchstone.deploy.Licences;
import touchstone.model.Candidate;
import touchstone.model.Text;
import touchstone.run.RunEvent;
import touchstone.run.RunListener;

/**
 * Brings all weights here before anything is measured, shows how far it is, and the licence terms
 * that a user must see before the first use.
 */
record Downloads(Wiring wiring, boolean quiet, RunListener journal) {
  Downloads(Wiring wiring, boolean quiet) {
    this(wiring, quiet, _ -> {});
  }

  void fetch(List<Candidate> candidates) {
    for (Candidate candidate : candidates) {
      if (candidate.source() instanceof Candidate.CatalogueModel named) {
        fetch(wiring.catalogue().entry(named.model()));
      }
    }
  }

  private void fetch(CatalogueEntry entry) {
    if (wiring.store().cached(entry).isEmpty()) {
      try (Watcher watcher = Watcher.of(wiring.console(), quiet)) {
        RunListener both = RunListener.both(watcher, journal);
        wiring.store().fetch(entry, RunEvent.progress(name(entry), both));
      }
    }
    wiring.store().licences().unseen(entry).ifPresent(notice -> show(entry, notice));
  }

  private String name(CatalogueEntry entry) {
    return entry.title().in(wiring.console().language());
  }

  private void show(CatalogueEntry entry, Licences.Notice notice) {
    Console console = wiring.console();
    console.say(
        new Text(
            notice.model().zh() + " 的使用条款（" + notice.licence() + "），首次使用前请看：",
            "Terms of " + notice.model().en() + " (" + notice.licence() + "), before first use:"));
    console.say(notice.statement());
    console.say(Text.same(notice.link().toString()));
    wiring.store().licences().markShown(entry);
  }
}
