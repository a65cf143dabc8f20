using Npgsql;
using NpgsqlTypes;
using Scheduling.Grains.Storage;
using Scheduling.Silo.Storage;
using Scheduling.Silo.Storage.Postgres;
using Scheduling.Silo.Storage.Postgres.Imports;
using Scheduling.Silo.Storage.Postgres.Loads;
using Scheduling.Silo.Storage.Postgres.Reads;
using static Scheduling.Grains.Tests.Storage.StoreFacts;
using OpenBlockSql = Scheduling.Silo.Storage.Postgres.Reads.OpenBlocks;

namespace Scheduling.Grains.Tests.Storage.Postgres;

/// <summary>
/// The first minutes of a new hospital: the server has counted its tables when they were empty, and takes every index of
/// one for as good as the next. Statements, which are planned once, must find their rows by the index that was made for
/// them all the same: another one is read from end to end, and that becomes longer with every booking.
/// </summary>
public sealed class UncountedPlanTests(UncountedPlanTests.NewHospital hospital)
    : IClassFixture<UncountedPlanTests.NewHospital>
{
    private static readonly Key Somebody = new(HospitalId, NewHospital.Id(1));
    private static readonly PreparedCommit[] Rebooking = [Commit()];

    private static readonly Dictionary<string, Statement> Statements = new()
    {
        ["search"] = new(
            PostgresScheduleReads.Planning,
            OpenBlockSql.VersionsSql,
            bound => OpenBlockSql.BindRange(
                bound, HospitalId, new TimeRange(Morning.AddDays(-1), Morning.AddDays(1)), Now),
            "availability_block_by_start", "block_calendar_key", "people_register_key"),
        ["blocks of a search"] = new(
            PostgresScheduleReads.Planning,
            OpenBlockSql.BlocksSql,
            bound => OpenBlockSql.BindIds(bound, HospitalId, [Somebody.Id], Now),
            "availability_block_key", "block_calendar_key", "people_register_key", "person_key",
            "appointment_live_in_block", "hold_in_block"),
        ["a patient's times"] = Of(
            PostgresScheduleReads.Planning, CalendarLoads.OfPatient, (Somebody, Now),
            "patient_calendar_key", "appointment_live_of_patient", "hold_key"),
        ["block"] = Of(
            PostgresConnections.PlansByKey, BlockLoads.Snapshot(() => Now), Somebody,
            "block_calendar_key", "availability_block_key", "appointment_live_in_block", "hold_in_block"),
        ["patient"] = Of(
            PostgresConnections.PlansByKey, CalendarLoads.OfPatient, (Somebody, Now),
            "patient_calendar_key", "appointment_live_of_patient", "hold_key"),
        ["clinician"] = Of(
            PostgresConnections.PlansByKey, CalendarLoads.OfClinician, (Somebody, Minutes(0, 600)),
            "clinician_calendar_key", "availability_block_of_clinician"),
        ["appointment"] = Of(
            PostgresConnections.PlansByKey, AppointmentLoads.ByKey, Somebody,
            "appointment_key", "archived_appointment_key"),
        ["person"] = Of(
            PostgresConnections.PlansByKey, PersonLoads.ByKey, Somebody, "person_key", "guardian_dependents"),
        ["clinician's number"] = Of(
            PostgresConnections.PlansByKey, PersonLoads.ByNumber, (HospitalId, 1),
            "person_clinician_number", "guardian_dependents"),
        ["login"] = Of(
            PostgresConnections.PlansByKey, PersonLoads.ByLogin, (HospitalId, UserType.Patient, "a@example.org"),
            "person_login", "guardian_dependents"),
        ["imported people"] = new(
            PostgresConnections.PlansOfImports,
            ImportSql.People,
            bound => bound
                .Bind(NpgsqlDbType.Integer, HospitalId)
                .BindAll(NpgsqlDbType.Uuid, [Somebody.Id], id => id)
                .BindAll(NpgsqlDbType.Integer, [1], number => number)
                .BindAll(NpgsqlDbType.Text, ["a@example.org"], email => email),
            "person_patient_number", "person_clinician_number", "person_login", "person_key"),
        ["commits"] = new(
            PostgresConnections.PlansByKey,
            GroupSql.AllAtOnce,
            bound => BlockCommits.Bind(bound, [.. Rebooking], ChangeRow.Of([.. Rebooking]), null, Now),
            "block_calendar_key", "patient_calendar_key", "appointment_live_of_patient", "hold_key", "appointment_key",
            "archived_appointment_key"),
        ["new bookings"] = new(
            PostgresConnections.PlansByKey,
            GroupSql.NewAtOnce,
            bound => BlockCommits.Bind(bound, [.. Rebooking], ChangeRow.Of([.. Rebooking]), null, Now),
            "block_calendar_key", "patient_calendar_key", "appointment_live_of_patient", "hold_key", "appointment_key",
            "archived_appointment_key"),
        ["commits with holds"] = new(
            PostgresConnections.PlansByKey,
            GroupSql.AllAtOnceWithHolds,
            bound =>
            {
                var changes = ChangeRow.Of([.. Rebooking]);
                BlockCommits.Bind(bound, [.. Rebooking], changes, new HoldRows(changes), Now);
            },
            "block_calendar_key", "patient_calendar_key", "appointment_live_of_patient", "hold_key", "appointment_key",
            "archived_appointment_key", "hold_placed_key"),
    };

    public static TheoryData<string> Names => [.. Statements.Keys];

    public static TheoryData<string> NamesOfBookings =>
        [.. Statements.Keys.Where(name => Statements[name].Planning == PostgresConnections.PlansByKey)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Statement_that_is_planned_while_nothing_is_there_takes_its_own_indexes(string name) =>
        Check(hospital.Empty, Statements[name]);

    [Theory]
    [MemberData(nameof(Names))]
    public void Statement_that_is_planned_before_anything_is_counted_takes_its_own_indexes(string name) =>
        Check(hospital.Filled, Statements[name]);

    /// <summary>
    /// One row of a table says that every column of it has as many values as rows, the hospital as well.
    /// </summary>
    [Theory]
    [MemberData(nameof(NamesOfBookings))]
    public void Statement_of_a_booking_that_is_planned_when_one_row_was_counted_takes_its_own_indexes(string name) =>
        Check(hospital.FilledSinceOne, Statements[name]);

    private static void Check(string database, Statement statement)
    {
        var options = new NpgsqlConnectionStringBuilder(database) { Options = statement.Planning.Trim() };
        using var connection = PostgresServer.Connect(options.ConnectionString);

        var used = connection.Explain(statement.Sql, statement.Bind)
            .Split([' ', '\n', '\r'])
            .ToHashSet();

        Assert.Equal(statement.Indexes.Order(), NewHospital.Indexes(connection).Where(used.Contains).Order());
    }

    private static Statement Of<TKey, T>(string planning, Load<TKey, T> load, TKey key, params string[] indexes) =>
        new(planning, load.Sql, bound => load.Bind(bound, [key]), indexes);

    private static PreparedCommit Commit()
    {
        var next = Appointment(Somebody, Somebody, Somebody.Id, Minutes(0, 15)) with { Version = 2 };
        return new PreparedCommit(new BlockCommit(Somebody, 1, [new AppointmentChange(next)], Morning));
    }

    private sealed record Statement(
        string Planning, string Sql, Action<NpgsqlParameterCollection> Bind, params string[] Indexes);

    /// <summary>
    /// One without anything; one with 5,000 people, 700 blocks and 10,000 appointments since then; and one where the
    /// first of each were counted before 72,000 came.
    /// </summary>
    public sealed class NewHospital
    {
        public NewHospital()
        {
            using var empty = PostgresServer.Connect(Empty);
            PostgresServer.Run(empty, "vacuum (analyze, freeze)");
            using var filled = PostgresServer.Connect(Filled);
            PostgresServer.Run(filled, "vacuum (analyze, freeze)");
            PostgresServer.Run(filled, Fill(1, 5_000, appointments: 10_000));
            using var one = PostgresServer.Connect(FilledSinceOne);
            PostgresServer.Run(one, Fill(1, 1, appointments: 1));
            PostgresServer.Run(one, "vacuum (analyze, freeze)");
            PostgresServer.Run(one, Fill(2, 5_000, appointments: 72_000));
        }

        public string Empty { get; } = PostgresServer.NewMigratedDatabase();

        public string Filled { get; } = PostgresServer.NewMigratedDatabase();

        public string FilledSinceOne { get; } = PostgresServer.NewMigratedDatabase();

        public static Guid Id(int number) => new($"00000000-0000-4000-8000-{number:x12}");

        /// <summary>
        /// People of whom the first 700 are clinicians with a block each, and appointments in those blocks.
        /// </summary>
        private static string Fill(int from, int to, int appointments) => $"""
            insert into person (hospital_id, id, contact_type, user_type, number, status_code, document)
            select 126, id, case when i <= 700 then 2 else 1 end, 1, i, 1, '{"{}"}'
            from generate_series({from}, {to}) as i
            cross join lateral (
                select ('00000000-0000-4000-8000-' || lpad(to_hex(i), 12, '0'))::uuid as id
            ) as person;

            insert into availability_block (
                hospital_id, id, clinician_id, starts_at, ends_at, allow_on_demand, allow_provider, allow_self,
                is_available, optimization_type, is_locked, is_private, is_deleted, created_at, modified_at)
            select hospital_id, id, id, '2030-03-14 08:00:00Z', '2030-03-14 18:00:00Z',
                true, true, true, true, 0, false, false, false, now(), now()
            from person
            where contact_type = 2 and number >= {from};

            insert into block_calendar (hospital_id, id, version)
            select 126, id, 1 from person where contact_type = 2 and number >= {from};

            insert into patient_calendar (hospital_id, id, version)
            select 126, id, 1 from person where contact_type = 1 and number >= {from};

            insert into appointment (
                hospital_id, id, version, block_id, patient_id, clinician_id, starts_at, ends_at,
                status, appointment_type, encounter_type, request_hash, created_at, document)
            select 126, gen_random_uuid(), 1,
                ('00000000-0000-4000-8000-' || lpad(to_hex(1 + i % 700), 12, '0'))::uuid, gen_random_uuid(),
                ('00000000-0000-4000-8000-' || lpad(to_hex(1 + i % 700), 12, '0'))::uuid,
                day.start, day.start + interval '15 minutes', 1, 1, 1, decode(repeat('00', 16), 'hex'), now(), '{"{}"}'
            from generate_series(1, {appointments}) as i
            cross join lateral (
                select timestamptz '2030-03-14 08:00:00Z' + interval '15 minutes' * (i / 700) as start
            ) as day;
            """;

        internal static IReadOnlyList<string> Indexes(NpgsqlConnection connection)
        {
            using var command = new NpgsqlCommand(
                "select indexname::text from pg_indexes where schemaname = 'public'", connection);
            using var reader = command.ExecuteReader();
            var names = new List<string>();
            while (reader.Read())
            {
                names.Add(reader.GetString(0));
            }

            return names;
        }
    }
}
