package io.fluvius.projection;

import io.fluvius.domain.Searched;
import io.fluvius.domain.Stamped;
import io.fluvius.domain.Stamped.With;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A view with two fields of each type, one of them nullable. */
public record Specimen(
        UUID id,
        @Searched String title,
        @Searched @Nullable String note,
        long amount,
        @Nullable Integer score,
        BigDecimal weight,
        @Nullable BigDecimal price,
        @Nullable Instant seenAt,
        LocalDate madeOn,
        @Nullable LocalDate foundOn,
        boolean open,
        @Nullable Boolean checked,
        @Nullable UUID owner,
        Colour colour,
        @Nullable Colour mood,
        Set<String> tags,
        @Nullable Set<String> labels,
        @Stamped(With.CREATED_AT) Instant createdAt,
        @Stamped(With.VERSION) long version) {

    /** The constants are not declared in the order of their names. */
    enum Colour {
        RED,
        GREEN,
        A_B,
        AA,
        BLUE
    }
}
