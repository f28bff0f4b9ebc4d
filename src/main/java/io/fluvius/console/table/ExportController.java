package io.fluvius.console.table;
