/** Deployments that outlive a command: state machine, ledger, lease, money. */
@NullMarked
package touchstone.lifecycle;

import org.jspecify.annotations.NullMarked;
