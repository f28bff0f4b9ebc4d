/** Automations of users, as applications write them, and their tests. */
@NullMarked
package io.fluvius.automation;

import org.jspecify.annotations.NullMarked;
