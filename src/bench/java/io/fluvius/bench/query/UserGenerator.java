package io.fluvius.bench.query;

import io.fluvius.user.EmailAddress;
import io.fluvius.user.PersonName;
import io.fluvius.user.Reason;
import io.fluvius.user.UserId;
import io.fluvius.user.UserStatus;
import io.fluvius.user.UserView;
import java.text.Normalizer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Generates the users of a company after five years: some names are common and some are rare, most users are active, some
 * were imported in bulk, and optional fields are often empty. Deterministic.
 */
final class UserGenerator {

    private static final Instant FIRST = Instant.parse("2021-11-23T08:00:00Z");
    private static final int SPAN_SECONDS = 5 * 365 * 24 * 3600;
    private static final int IMPORTED_TOGETHER = 200;
    private static final int IMPORTS_EVERY = 4000;

    private static final List<String> GIVEN = List.of(("Maria James Fatima Wei Anna John Mohammed Elena David Olga"
                    + " Michael Sofia Robert Aisha William Yuki Thomas Ingrid Carlos Priya Daniel Zofia Paul Chloé Mark"
                    + " Amélie George Søren Kenneth Björn Steven Łukasz Edward Renée Brian José Ronald Zoë Anthony Jürgen"
                    + " Kevin Siân Jason Dvořák Matthew Noémi Gary Åsa Timothy Þór Larry Jeffrey Frank Scott Eric Stephen"
                    + " Andrew Raymond Gregory Joshua Jerry Dennis Walter Patrick Peter Harold Douglas Henry Carl Arthur"
                    + " Ryan Roger Joe Juan Jack Albert Jonathan Justin Terry Gerald Keith Samuel Willie Ralph Lawrence"
                    + " Nicholas Roy Benjamin Bruce Brandon Adam Harry Fred Wayne Billy Steve Louis Jeremy Aaron Randy"
                    + " Howard Eugene Carlo Russell Bobby Victor Martin Ernest Phillip Todd Jesse Craig Alan Shawn"
                    + " Clarence Sean Philip Chris Johnny Earl Jimmy Antonio Danny")
            .split(" "));
    private static final List<String> FAMILY = List.of(("Smith García Müller Wang Kowalski Ivanov Johnson Nguyen Rossi"
                    + " Silva Williams Andersson Brown Sato Jones Jensen Miller Dubois Davis Novák Rodriguez Horváth"
                    + " Martinez Papadopoulos Hernandez O'Brien Lopez Öztürk Gonzalez Świątek Wilson Ågren Anderson"
                    + " Fernández Thomas Ríos Taylor Weiß Moore Jackson Martin Lee Perez Thompson White Harris Sanchez"
                    + " Clark Ramirez Lewis Robinson Walker Young Allen King Wright Scott Torres Hill Flores Green Adams"
                    + " Nelson Baker Hall Rivera Campbell Mitchell Carter Roberts Gomez Phillips Evans Turner Diaz Parker"
                    + " Cruz Edwards Collins Reyes Stewart Morris Morales Murphy Cook Rogers Gutierrez Ortiz Morgan Cooper"
                    + " Peterson Bailey Reed Kelly Howard Ramos Kim Cox Ward Richardson Watson Brooks Chavez Wood James"
                    + " Bennett Gray Mendoza Ruiz Hughes Price Alvarez Castillo Sanders Patel Myers Long Ross Foster"
                    + " Jimenez Powell Jenkins Perry Russell Sullivan Bell Coleman Butler Henderson Barnes Gonzales Fisher"
                    + " Vasquez Simmons Romero Jordan Patterson Alexander Hamilton Graham Reynolds Griffin Wallace Moreno"
                    + " West Cole Hayes Bryant Herrera Gibson Ellis Tran Medina Aguilar Stevens Murray Ford Castro Marshall")
            .split(" "));
    private static final List<String> MAIL = List.of("example.com", "example.org", "mail.example", "corp.example");
    private static final List<String> ACTIONS = List.of("VERIFY_EMAIL", "UPDATE_PASSWORD", "ACCEPT_TERMS");
    private static final List<String> REASONS =
            List.of("Left the company", "Asked to be removed", "Duplicate of another account", "Contract ended");

    private final Random random = new Random(20261123);
    private final int count;
    private Instant createdAt = FIRST;

    UserGenerator(int count) {
        this.count = count;
    }

    /** Returns the next user, in the order of creation. */
    UserView next(int number) {
        if (number % IMPORTS_EVERY >= IMPORTED_TOGETHER || number % IMPORTS_EVERY == 0) {
            createdAt = FIRST.plus(1_000_000L * SPAN_SECONDS / count * number, ChronoUnit.MICROS);
        }
        String given = common(GIVEN);
        String family = common(FAMILY);
        UserStatus status = status();
        return new UserView(
                new UserId(id(createdAt)),
                new PersonName(given + " " + family),
                new EmailAddress(ascii(given + "." + family) + "." + number + "@" + any(MAIL)),
                status,
                status == UserStatus.ACTIVE,
                actions(),
                random.nextInt(4) == 0,
                status == UserStatus.DEACTIVATED && random.nextInt(5) > 0 ? new Reason(any(REASONS)) : null,
                reconciledAt(),
                createdAt,
                createdAt.plusSeconds(random.nextInt(SPAN_SECONDS)),
                random.nextInt(20));
    }

    /** Prefers names at the start of the list. */
    private String common(List<String> names) {
        double share = random.nextDouble();
        return names.get((int) (share * share * names.size()));
    }

    private String any(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }

    private UserStatus status() {
        int percent = random.nextInt(100);
        return percent < 90 ? UserStatus.ACTIVE : percent < 97 ? UserStatus.DEACTIVATED : UserStatus.LOCKED;
    }

    private Set<String> actions() {
        return random.nextInt(10) == 0 ? new TreeSet<>(Set.of(any(ACTIONS), any(ACTIONS) + "_AGAIN")) : Set.of();
    }

    private @Nullable Instant reconciledAt() {
        return random.nextInt(3) == 0 ? createdAt.plusSeconds(random.nextInt(SPAN_SECONDS)) : null;
    }

    /** Returns a time-ordered identifier, like those that the application generates. */
    private UUID id(Instant time) {
        long high = time.toEpochMilli() << 16 | 0x7000 | random.nextInt(0x1000);
        return new UUID(high, random.nextLong() >>> 2 | 0x8000_0000_0000_0000L);
    }

    private static String ascii(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("[^A-Za-z.]", "")
                .toLowerCase(java.util.Locale.ROOT);
    }
}
