using Scheduling.Gateway.Tests.Hosting;
using static Scheduling.Gateway.Tests.Appointments.Bookings;
using static Scheduling.Gateway.Tests.Appointments.Refusals;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>What a block's definition allows: clinician, flags, containment, length, locked and private.</summary>
public sealed class BlockRuleTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    private const int ClinicianScheduled = 1;
    private const int OnDemand = 2;
    private const int PatientScheduled = 3;

    [Theory]
    [InlineData(ClinicianScheduled, "allowProviderAppt")]
    [InlineData(OnDemand, "allowOnDemandAppt")]
    [InlineData(PatientScheduled, "allowSelfAppt")]
    public async Task Type_needs_its_own_flag_of_the_block(int type, string flag)
    {
        var closed = await Clinic.Open(gateway, block => block[flag] = false);
        var open = await Clinic.Open(gateway, block =>
        {
            foreach (var other in (string[])["allowProviderAppt", "allowOnDemandAppt", "allowSelfAppt"])
            {
                block[other] = other == flag;
            }
        });

        (await closed.AsStaff.Book(closed.Visit().With("appointmentTypeCode", type))).Refused(TypeNotAllowed);
        (await open.AsStaff.Book(open.Visit().With("appointmentTypeCode", type))).Succeeded();
    }

    [Theory]
    [InlineData(Patients, OnDemand, true)]
    [InlineData(Patients, PatientScheduled, true)]
    [InlineData(Patients, ClinicianScheduled, false)]
    [InlineData(Patients, 0, false)]
    [InlineData(Patients, 4, false)]
    [InlineData(Admin, ClinicianScheduled, true)]
    [InlineData(Admin, OnDemand, true)]
    [InlineData(Admin, PatientScheduled, true)]
    [InlineData(Admin, 0, false)]
    [InlineData(Admin, 4, false)]
    public async Task Types_that_a_door_takes(string door, int type, bool isTaken)
    {
        var clinic = await Clinic.Open(gateway);
        var client = door == Admin ? clinic.AsStaff : clinic.AsPatient;

        var answer = await client.Book(clinic.Visit().With("appointmentTypeCode", type));

        Assert.Equal(isTaken ? 200 : 400, answer.Status);
        Assert.Equal(isTaken ? null : "appointmentTypeCode", answer.Json["errors"]?.AsObject().Single().Key);
    }

    [Fact]
    public async Task Unavailable_block_is_not_booked()
    {
        var clinic = await Clinic.Open(gateway, block => block["isAvailable"] = false);

        (await clinic.AsStaff.Book(clinic.Visit())).Refused(Unavailable);
    }

    [Fact]
    public async Task Block_that_becomes_unavailable_is_booked_no_more_and_keeps_its_appointments()
    {
        var clinic = await Clinic.Open(gateway);
        var id = await clinic.AsPatient.Booked(clinic.Visit());

        await clinic.ChangeBlock("isAvailable", false);

        (await clinic.AsPatient.Book(clinic.Visit(30))).Refused(Unavailable);
        Assert.Equal("Scheduled", (string)(await clinic.AsPatient.Read(id)).Json["appointmentStatusCode"]!);
        (await clinic.AsPatient.Cancel(id)).Succeeded();
    }

    [Fact]
    public async Task Clinician_is_the_blocks()
    {
        var clinic = await Clinic.Open(gateway);
        var other = await clinic.Admit(ContactType.Clinician);

        (await clinic.AsStaff.Book(clinic.Visit().In(clinic.Block, other))).Refused(OtherClinician);
    }

    [Fact]
    public async Task Block_that_nobody_has_does_not_exist()
    {
        var clinic = await Clinic.Open(gateway);

        (await clinic.AsStaff.Book(clinic.Visit().In(Guid.NewGuid(), clinic.Clinician))).Refused(BlockUnknown);
    }

    [Theory]
    [InlineData(0, 1, true)]
    [InlineData(599, 1, true)]
    [InlineData(-1, 15, false)]
    [InlineData(586, 15, false)]
    [InlineData(-30, 15, false)]
    [InlineData(600, 15, false)]
    [InlineData(-1, 602, false)]
    public async Task Appointment_lies_inside_its_block(int minute, int length, bool isInside)
    {
        var clinic = await Clinic.Open(gateway);

        var answer = await clinic.AsStaff.Book(clinic.Visit(minute, length));

        if (isInside)
        {
            answer.Succeeded();
        }
        else
        {
            answer.Refused(Outside);
        }
    }

    [Fact]
    public async Task Staff_book_the_whole_block_and_patients_four_hours_of_it()
    {
        var clinic = await Clinic.Open(gateway);

        (await clinic.AsPatient.Book(clinic.Visit(0, 241))).Refused(TooLong);
        var longest = await clinic.AsPatient.Booked(clinic.Visit(0, 240));
        (await clinic.AsPatient.Reschedule(longest, clinic.Visit(0, 241))).Refused(TooLong);
        (await clinic.AsStaff.Reschedule(longest, clinic.Visit(0, Clinic.Minutes))).Succeeded();
    }

    [Fact]
    public async Task Visit_of_one_second_is_long_enough()
    {
        var clinic = await Clinic.Open(gateway);
        var visit = clinic.Visit();

        (await clinic.AsPatient.Book(visit.With("endTime", clinic.At(0).Replace(":00Z", ":01Z")))).Succeeded();
    }

    [Theory]
    [InlineData(RoleFunctions.ManageStaffAppointments, true)]
    [InlineData(RoleFunctions.ManageOwnAppointments, false)]
    [InlineData(RoleFunctions.PatientProxy, false)]
    [InlineData(RoleFunctions.PatientProxy | RoleFunctions.ManageStaffAppointments, true)]
    public async Task Locked_block_is_booked_with_manage_staff_only(RoleFunctions functions, bool mayBook)
    {
        var clinic = await Clinic.Open(gateway, block => block["locked"] = true);

        var answer = await clinic.AsStaffWith(functions).Book(clinic.Visit());

        if (mayBook)
        {
            answer.Succeeded();
        }
        else
        {
            answer.Refused(Locked);
        }
    }

    [Fact]
    public async Task Locked_block_is_not_booked_by_patients()
    {
        var clinic = await Clinic.Open(gateway, block => block["locked"] = true);

        (await clinic.AsPatient.Book(clinic.Visit())).Refused(Locked);
    }

    [Fact]
    public async Task Private_block_does_not_exist_for_patients_and_is_booked_by_staff()
    {
        var clinic = await Clinic.Open(gateway, block => block["private"] = true);

        var hidden = (await clinic.AsPatient.Book(clinic.Visit())).Refused(BlockUnknown);
        var unknown = await clinic.AsPatient.Book(clinic.Visit().In(Guid.NewGuid(), clinic.Clinician));
        Assert.Equal(unknown.Timeless(), hidden.Timeless());
        (await clinic.AsStaffWith(RoleFunctions.PatientProxy).Book(clinic.Visit())).Succeeded();
    }

    [Fact]
    public async Task Start_is_later_than_now_by_a_second_at_least()
    {
        var clinic = await Clinic.Open(gateway);
        gateway.Time.SetUtcNow(clinic.Opens.AddMinutes(30));

        (await clinic.AsStaff.Book(clinic.Visit(30))).Refused(NotInFuture);
        (await clinic.AsPatient.Book(clinic.Visit(29))).Refused(NotInFuture);
        var soon = clinic.At(30).Replace(":00Z", ":01Z");
        (await clinic.AsPatient.Book(clinic.Visit(30).With("startTime", soon))).Succeeded();
    }
}
