package io.fluvius.console.go;

/**
 * A page that fits what was entered.
 *
 * @param title what the page shows
 * @param kind the title of the view; empty for a page of the console
 * @param link to the page
 */
record Destination(String title, String kind, String link) {}
