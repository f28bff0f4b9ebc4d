package io.fluvius.readmodel;

import java.time.LocalDate;

/** Asks how many users were created on a day, in UTC. The result is a {@code Long}. */
record UsersCreatedOn(LocalDate day) {}
