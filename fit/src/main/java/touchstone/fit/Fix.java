package touchstone.fit;

import touchstone.model.Text;

/** A change that makes the model fit, or fit with room to spare, and the verdict it leads to. */
public record Fix(String name, FitVerdict verdict, Text what) {}
