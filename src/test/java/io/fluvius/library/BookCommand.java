package io.fluvius.library;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fluvius.domain.Creating;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;

/** What can be asked of a book. */
public sealed interface BookCommand {

    @JsonClassDescription("Puts a new book on the shelf.")
    record AddBook(
            @NotBlank @Size(max = 200) String title,
            @NotBlank @Size(max = 200) String author) implements BookCommand, Creating {}

    @JsonClassDescription("Hands a book to a reader. Refused while it is lent otherwise.")
    record LendBook(@NotBlank @Size(max = 100) String reader, LocalDate dueOn) implements BookCommand {}

    @JsonClassDescription("Takes a book back.")
    record ReturnBook() implements BookCommand {}
}
