using System.Text;
using Scheduling.Grains.Hospitals;
using Scheduling.Grains.People;
using Scheduling.Grains.Storage;
using Scheduling.Grains.Tests.Storage.Postgres;
using Scheduling.Silo.Settings;

namespace Scheduling.Grains.Tests.Contracts;

/// <summary>
/// Rows, documents and grain state as the first version wrote them, word by word, with a member here and there that a
/// later version may add: they stay readable, whatever becomes of the types.
/// </summary>
public sealed class StoredFormTests
{
    private const string Appointment = """
        {"type":3,"encounter":2,"serviceTypeId":307,"waiveFee":false,"patientAttendence":1,"clinicianAttendence":2,
        "patientQueueId":"53484dcc-83ea-4e9f-8af7-c93bbeb1445d","where":"+1-34011111","whereUse":"1",
        "intakeMetadata":{"concerns":[],"additionalNotes":"é \"quoted\""},
        "paymentRequisites":{"consultationAmount":7.00,"cimProfileId":"15886118"},"later":{"deep":[1]}}
        """;

    private const string Person = """
        {"name":{"given":"Zoë","prefix":"","family":"O'Hara","later":1},
        "phones":[{"id":"0b7b1c0a-6bc9-4be4-9b55-6f2d6c1c8f55","use":"home","value":"+1-340","later":null}],
        "timeZone":"America/New_York","roleFunctions":"ManageOwnAppointments, ViewStaffAppointments","later":[]}
        """;

    private static readonly Guid Id = Guid.Parse("53484dcc-83ea-4e9f-8af7-c93bbeb1445d");

    [Fact]
    public void Appointment_document_is_read_with_its_exact_amounts()
    {
        var read = AppointmentDocument.Read(Encoding.UTF8.GetBytes(Appointment));

        Assert.Equal(
            new AppointmentDetails
            {
                Type = AppointmentType.PatientScheduled,
                Encounter = EncounterType.Phone,
                ServiceTypeId = 307,
                WaiveFee = false,
                PatientAttendence = Attendence.Required,
                ClinicianAttendence = Attendence.Optional,
                PatientQueueId = Id,
                Where = "+1-34011111",
                WhereUse = "1",
                IntakeMetadata = """{"concerns":[],"additionalNotes":"é \"quoted\""}""",
                PaymentRequisites = """{"consultationAmount":7.00,"cimProfileId":"15886118"}""",
            },
            read);
    }

    [Fact]
    public void Person_document_is_read_with_role_functions_by_name()
    {
        var read = PersonDocument.Read(Encoding.UTF8.GetBytes(Person));

        Assert.Equal(new PersonName { Given = "Zoë", Prefix = "", Family = "O'Hara" }, read.Name);
        Assert.Equal(("home", "+1-340"), (read.Phones.Single().Use, read.Phones.Single().Value));
        Assert.Equal("America/New_York", read.TimeZone);
        Assert.Equal(
            RoleFunctions.ManageOwnAppointments | RoleFunctions.ViewStaffAppointments, read.RoleFunctions);
    }

    [Fact]
    public void Hospital_settings_are_read_and_what_they_did_not_say_has_its_default()
    {
        var read = State<HospitalState>(
            """
            {"hospital":{"id":126,"name":"Demo","timeZone":"America/New_York",
            "serviceTypes":[{"id":307,"name":"Visit","durationMinutes":15}],
            "codesets":[{"name":"consultprimaryconcerns","codes":[{"codeId":2305,"text":"Fever","displayOrder":1}]}],
            "patientsMayWaiveFees":true,"later":1},"later":2}
            """).Hospital!;

        Assert.Equal((126, "Demo", "America/New_York"), (read.Id, read.Name, read.TimeZone));
        Assert.Equal(new ServiceType(307, "Visit", 15), Assert.Single(read.ServiceTypes));
        Assert.Equal(new Code(2305, "Fever", 1), Assert.Single(Assert.Single(read.Codesets).Codes));
        Assert.True(read.PatientsMayWaiveFees);
        Assert.Equal((TimeSpan.FromHours(4), null), (read.LongestPatientVisit, read.MostLiveAppointments));
    }

    [Fact]
    public void Ended_sessions_stay_ended()
    {
        var read = State<UserSessionsState>(
            """{"ended":[{"sessionId":"abc","expiresAt":"2030-03-14T08:00:00+00:00","later":true}]}""");

        Assert.Equal(
            new EndedSession("abc", new DateTimeOffset(2030, 3, 14, 8, 0, 0, TimeSpan.Zero)),
            Assert.Single(read.Ended));
    }

    [Fact]
    public async Task Rows_of_the_first_schema_are_read_from_todays()
    {
        var stores = new PostgresStores(PostgresServer.NewMigratedDatabase());
        PostgresServer.Run(stores.Database, Rows());
        var store = stores.Open();
        var key = new Key(126, Id);

        var (block, appointment) = (await store.LoadBlock(key), await store.LoadAppointment(key));
        var (person, login) = (await store.LoadPerson(key), await store.FindLogin(126, UserType.Patient, "ZOE@x.org"));

        Assert.Equal((7, 2), (block!.Version, block.Definition.Capacity));
        Assert.Equal(Id, Assert.Single(block.Live).Id);
        Assert.Equal((3L, AppointmentStatus.Waiting, 307), (
            appointment!.Version, appointment.Status, appointment.Details.ServiceTypeId));
        Assert.Equal(new UInt128(0, 1), appointment.RequestHash);
        Assert.Equal(("O'Hara", Id), (person!.Name.Family, Assert.Single(person.Dependents)));
        Assert.Equal("hash", login!.PasswordHash);
        await stores.Close();
    }

    private static string Rows() => $"""
        insert into availability_block (
            hospital_id, id, clinician_id, starts_at, ends_at, allow_on_demand, allow_provider, allow_self,
            is_available, optimization_type, own_capacity, is_locked, is_private, is_deleted,
            created_at, modified_at, created_by)
        values (126, '{Id}', '{Id}', '2030-03-14 08:00Z', '2030-03-14 12:00Z', true, true, true,
            true, 1, null, false, false, false, '2030-01-01 00:00Z', '2030-01-01 00:00Z', null);
        insert into block_calendar (hospital_id, id, version) values (126, '{Id}', 7);
        insert into appointment (
            hospital_id, id, version, block_id, patient_id, clinician_id, starts_at, ends_at, status,
            appointment_type, encounter_type, request_hash, created_at, document)
        values (126, '{Id}', 3, '{Id}', '{Id}', '{Id}', '2030-03-14 09:00Z', '2030-03-14 09:15Z', 2,
            3, 2, '\x00000000000000000000000000000001', '2030-01-01 00:00Z', '{Appointment}');
        insert into person (
            hospital_id, id, contact_type, user_type, number, status_code, email, login_email, password_hash, document)
        values (126, '{Id}', 1, 1, 1, 1, 'Zoe@x.org', 'zoe@x.org', 'hash', '{Person.Replace("'", "''")}');
        insert into guardian (hospital_id, dependent_id, guardian_id, is_authorized)
        values (126, '{Id}', '{Id}', true)
        """;

    private static T State<T>(string json) => SettingsStorage.Json().Deserialize<T>(BinaryData.FromString(json))!;
}
