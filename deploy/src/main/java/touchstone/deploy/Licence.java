package touchstone.deploy;

import java.net.URI;
import touchstone.model.Text;

/**
 * The terms that weights come with.
 *
 * @param id SPDX identifier where there is one
 * @param link where the full terms stand
 * @param statement the terms in a few sentences; empty where they need none
 * @param showFirst whether they are shown before the first use
 */
public record Licence(String id, String name, URI link, Text statement, boolean showFirst) {}
