/** Tells people by chat robot, webhook or mail what must not wait until they look. */
@org.jspecify.annotations.NullMarked
package touchstone.alerts;
