package io.fluvius.user;

import io.fluvius.domain.DemoData;
import java.util.List;
import java.util.Locale;

/** Users to try the application with. Their addresses belong to a domain that RFC 2606 keeps free for examples. */
final class DemoUsers {

    private static final List<String> FIRST = List.of(
            "Ada",
            "Alan",
            "Anita",
            "Barbara",
            "Claude",
            "Donald",
            "Edsger",
            "Frances",
            "Grace",
            "Hedy",
            "Ida",
            "Jean",
            "John",
            "Karen",
            "Katherine",
            "Leslie",
            "Lynn",
            "Margaret",
            "Niklaus",
            "Radia",
            "Sophie",
            "Tony",
            "Vera",
            "Wei",
            "Yukihiro");

    private static final List<String> LAST = List.of(
            "Adams",
            "Baker",
            "Carter",
            "Diaz",
            "Evans",
            "Fischer",
            "Garcia",
            "Hansen",
            "Ivanova",
            "Jensen",
            "Keller",
            "Lopez",
            "Meyer",
            "Novak",
            "Okafor",
            "Peters",
            "Quinn",
            "Rossi",
            "Silva",
            "Tanaka",
            "Ueda",
            "Vogel",
            "Weber",
            "Xu",
            "Young",
            "Zhang",
            "Alvarez",
            "Brown",
            "Costa",
            "Dubois",
            "Eriksen",
            "Fontaine",
            "Gupta",
            "Huber",
            "Ito",
            "Jones",
            "Kim",
            "Larsen",
            "Moreau",
            "Nilsson");

    private DemoUsers() {}

    /** One user for each pair of names. */
    static DemoData data() {
        return new DemoData("user", "create-user", FIRST.size() * LAST.size(), DemoUsers::user);
    }

    private static UserCommand.CreateUser user(int number) {
        String first = FIRST.get(number % FIRST.size());
        String last = LAST.get(number / FIRST.size());
        String address = (first + "." + last).toLowerCase(Locale.ROOT) + "@example.com";
        return new UserCommand.CreateUser(new PersonName(first + " " + last), new EmailAddress(address));
    }
}
