/** The front door of Fluvius: a domain as its callers use it, and the application that ships with User Management. */
@NullMarked
package io.fluvius;

import org.jspecify.annotations.NullMarked;
