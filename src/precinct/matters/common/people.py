"""Who may do what every matter has: sets of roles that tables name."""

from precinct.people.role import Role

OFFICERS = frozenset({Role.OFFICER})
DESK = frozenset({Role.RECEPTIONIST, Role.OFFICER})
STAFF = frozenset(
    {
        Role.RECEPTIONIST,
        Role.VIDEO_OPERATOR,
        Role.DATA_CLERK,
        Role.OFFICER,
        Role.AUXILIARY,
        Role.COMMUNITY_OFFICER,
    }
)
HEADS = frozenset({Role.UNIT_HEAD, Role.COUNTY_HEAD})
UNIT_HEAD = frozenset({Role.UNIT_HEAD})
COUNTY_HEAD = frozenset({Role.COUNTY_HEAD})
