package touchstone.model;

/** A language of the user interface and the report. */
public enum Language {
  ZH,
  EN
}
