using static Scheduling.Grains.Tests.Storage.StoreFacts;

namespace Scheduling.Grains.Tests.Contracts;

/// <summary>What a log may say of an answer: Orleans prints those that it drops because they come too late.</summary>
public sealed class PrintedTests
{
    private const string Secret = "Fever since Monday";

    [Fact]
    public void Printed_answer_says_nothing_of_notes_and_places()
    {
        var details = Details with { IntakeMetadata = Secret, PaymentRequisites = Secret, Where = Secret };
        var appointment = Appointment(NewKey(), NewKey(), Guid.NewGuid(), Minutes(0, 15)) with { Details = details };

        var printed = new BookAnswer(BookStatus.Booked) { Appointment = appointment }.ToString();

        Assert.Contains(appointment.Key.Id.ToString(), printed, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, printed, StringComparison.Ordinal);
    }

    [Fact]
    public void Printed_person_says_nothing_of_names_and_numbers()
    {
        var phone = new Phone(Guid.NewGuid(), "home", Secret);
        var person = Person(NewKey()) with
        {
            Name = new PersonName { Given = Secret, Family = Secret },
            Phones = [phone],
        };

        Assert.DoesNotContain(Secret, $"{person} {phone}", StringComparison.Ordinal);
    }
}
