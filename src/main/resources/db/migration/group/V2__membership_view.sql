-- The members of groups. Its columns are those of MembershipView; the application compares them when it starts.
create table membership_view (
    id       uuid                     not null primary key,
    group_id uuid                     not null,
    user_id  uuid                     not null,
    since    timestamp with time zone not null,
    version  bigint                   not null
);

-- The members of a group and the groups of a user are listed by the time of joining, which is the default order.
create index membership_view_group_id on membership_view (group_id, since, id);
create index membership_view_user_id on membership_view (user_id, since, id);
create index membership_view_since on membership_view (since, id);
