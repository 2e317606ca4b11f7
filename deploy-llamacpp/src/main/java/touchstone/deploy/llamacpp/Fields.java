package touchstone.deploy.llamacpp;

import tools.jackson.databind.JsonNode;

/** The fields of a JSON object, read with their bounds; null counts as absent. */
final class Fields {
  private static final int SHOWN = 80;

  private final JsonNode object;
  private final String path;

  Fields(JsonNode object) {
    this(object, "");
  }

  /**
   * @param path put before names in messages, e.g. {@code touchstone_batch.}
   */
  Fields(JsonNode object, String path) {
    this.object = object;
    this.path = path;
  }

  boolean has(String name) {
    JsonNode node = object.path(name);
    return !node.isMissingNode() && !node.isNull();
  }

  /** Present and neither false nor empty. */
  boolean wants(String name) {
    JsonNode node = object.path(name);
    return has(name) && !(node.isBoolean() && !node.booleanValue()) && !isEmpty(node);
  }

  boolean flag(String name, boolean otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    JsonNode node = object.path(name);
    if (!node.isBoolean()) {
      throw wrong(name, "true or false");
    }
    return node.booleanValue();
  }

  String text(String name, String otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    if (!object.path(name).isString()) {
      throw wrong(name, "a string");
    }
    return object.path(name).stringValue();
  }

  int whole(String name, int otherwise, int least, int most) {
    if (!has(name)) {
      return otherwise;
    }
    JsonNode node = object.path(name);
    double value = node.isNumber() ? node.doubleValue() : Double.NaN;
    if (!(value >= least && value <= most) || value != Math.rint(value)) {
      throw wrong(name, "a whole number of at least " + least);
    }
    return (int) value;
  }

  double number(String name, double otherwise, double least, double most) {
    if (!has(name)) {
      return otherwise;
    }
    JsonNode node = object.path(name);
    double value = node.isNumber() ? node.doubleValue() : Double.NaN;
    if (!(value >= least && value <= most)) {
      throw wrong(name, "a number from %s to %s".formatted(least, most));
    }
    return value;
  }

  long integer(String name, long otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    JsonNode node = object.path(name);
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw wrong(name, "a whole number of at most 64 bits");
    }
    return node.longValue();
  }

  private ApiFault wrong(String name, String expected) {
    return ApiFault.invalid(
        path + name,
        "%s is %s, expected %s; mend it or leave it out"
            .formatted(path + name, shown(object.path(name)), expected));
  }

  private static boolean isEmpty(JsonNode node) {
    return node.isContainer() && node.isEmpty();
  }

  /** A value as it is quoted in a message: cut where it is long. */
  static String shown(JsonNode node) {
    if (node.isMissingNode()) {
      return "absent";
    }
    String text = node.toString();
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
