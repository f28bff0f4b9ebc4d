/** What all pages share: their frame, the form of values, links, and problems. */
@NullMarked
package io.fluvius.console.page;

import org.jspecify.annotations.NullMarked;
