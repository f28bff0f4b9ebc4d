/** What happens to users because of other events, or because time passes. */
@NullMarked
package io.fluvius.user.automation;

import org.jspecify.annotations.NullMarked;
