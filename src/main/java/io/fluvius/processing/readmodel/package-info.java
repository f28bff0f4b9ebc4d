/** Read models of an application's own: beans with event handlers and query handlers that use the database as they like. */
@NullMarked
package io.fluvius.processing.readmodel;

import org.jspecify.annotations.NullMarked;
