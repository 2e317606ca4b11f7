package touchstone.drafts;

/** The system prompts that carry passages. */
record Prompts(Vocabulary vocabulary) {
  /** What a candidate is told before a question about a passage. */
  String of(Passage passage) {
    String head = passage.heading().isEmpty() ? "" : passage.heading() + "\n";
    return vocabulary.word("system") + "\n" + vocabulary.word("papers") + head + passage.text();
  }
}
