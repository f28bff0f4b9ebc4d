/** Tabs that domains add to the pages of their rows, each by one template. */
@NullMarked
package io.fluvius.console.tab;

import org.jspecify.annotations.NullMarked;
