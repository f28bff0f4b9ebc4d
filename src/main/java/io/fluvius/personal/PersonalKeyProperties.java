package io.fluvius.personal;

import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The keys of an encrypted store.
 *
 * @param master the master key, {@code <id>:<256 bits in Base64>}, with which the keys of persons are encrypted; null without one
 * @param previous master keys that were in use before; the keys of persons are encrypted with the present one at the next start
 * @param cached the maximum number of keys of persons in memory
 * @param ledger the file with the persons who were forgotten
 */
@Validated
@ConfigurationProperties("fluvius.personal-keys")
record PersonalKeyProperties(
        @Nullable String master,
        @DefaultValue List<String> previous,
        @DefaultValue("100000") @Min(1) int cached,
        Path ledger) {

    /** Does not contain the keys. */
    @Override
    public String toString() {
        return "personal keys";
    }
}
