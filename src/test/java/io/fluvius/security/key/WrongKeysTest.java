package io.fluvius.security.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.CALLS_REAL_METHODS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockStatic;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

import io.fluvius.access.AccessPolicy;
import io.fluvius.domain.Role;
import io.fluvius.operations.UnrecordedActions;
import io.fluvius.security.ApiKey;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mockito.MockedStatic;

/** The time that a refusal takes does not say what is wrong with a key, because each wrong key takes the same way. */
class WrongKeysTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final KeyTable table = mock(KeyTable.class);
    private final StoredApiKeys keys =
            new StoredApiKeys(table, mock(AccessPolicy.class), new UnrecordedActions(), Clock.systemUTC());

    @Test
    void an_unknown_id_and_a_wrong_secret_need_one_look_at_the_database_and_one_comparison() {
        KeyText stored = stored(null);

        assertRefusedInTheSameWay(KeyText.random(RANDOM));
        assertRefusedInTheSameWay(
                new KeyText(stored.id(), KeyText.random(RANDOM).secret()));
    }

    @Test
    void so_does_a_key_that_was_revoked() {
        assertRefusedInTheSameWay(stored(Instant.EPOCH));
    }

    /** Everybody can compute the checksum, so that it is wrong says nothing about a key. */
    @Test
    void a_wrong_checksum_is_refused_without_a_look_at_the_database() {
        String text = stored(null).text();

        assertThat(keys.verify(text.substring(0, text.length() - 1) + "_")).isEmpty();

        verifyNoInteractions(table);
    }

    private KeyText stored(@Nullable Instant revokedAt) {
        KeyText text = KeyText.random(RANDOM);
        ApiKey key = new ApiKey(
                text.id(),
                "name",
                Set.of(Role.OWNER),
                Set.of(),
                null,
                null,
                Instant.EPOCH,
                "test",
                null,
                revokedAt,
                null);
        when(table.find(text.id())).thenReturn(Optional.of(new KeyTable.Row(key, text.hash())));
        return text;
    }

    private void assertRefusedInTheSameWay(KeyText key) {
        try (MockedStatic<MessageDigest> digests = mockStatic(MessageDigest.class, CALLS_REAL_METHODS)) {
            assertThat(keys.verify(key.text())).isEmpty();

            digests.verify(() -> MessageDigest.isEqual(any(), any()));
        }
        verify(table).find(key.id());
        verifyNoMoreInteractions(table);
    }
}
