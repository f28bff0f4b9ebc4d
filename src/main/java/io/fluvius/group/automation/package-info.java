/** What happens to groups when something happens to their members. */
@NullMarked
package io.fluvius.group.automation;

import org.jspecify.annotations.NullMarked;
