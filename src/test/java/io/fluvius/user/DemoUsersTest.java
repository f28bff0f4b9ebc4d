package io.fluvius.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.domain.DemoData;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DemoUsersTest {

    @Test
    void a_thousand_users_have_names_and_addresses_of_their_own() {
        DemoData data = DemoUsers.data();
        List<UserCommand.CreateUser> users = IntStream.range(0, data.count())
                .mapToObj(data.payload()::apply)
                .map(UserCommand.CreateUser.class::cast)
                .toList();

        assertThat(users).hasSize(1_000).doesNotHaveDuplicates();
        assertThat(users).extracting(user -> user.email().folded()).doesNotHaveDuplicates();
        assertThat(users).extracting(UserCommand.CreateUser::name).doesNotHaveDuplicates();
    }
}
