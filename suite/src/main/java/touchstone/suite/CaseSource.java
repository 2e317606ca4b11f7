package touchstone.suite;

import touchstone.document.Fields;
import touchstone.document.Value;

/**
 * Where a drafted case was taken from, for the person who decides about it.
 *
 * @param file its name
 * @param place in it: a line ({@code 12}), a paragraph ({@code ¶12}), a row of a table in a
 *     document ({@code T2!3}) or of a sheet ({@code Sheet1!12})
 * @param quote the words of the answer as they stand there
 */
public record CaseSource(String file, String place, String quote) {
  static CaseSource read(Value value) {
    Fields fields = value.fields("file", "place", "quote");
    return new CaseSource(
        fields.required("file").raw(),
        fields.required("place").raw(),
        fields.required("quote").raw());
  }
}
