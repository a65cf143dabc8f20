using static Scheduling.Grains.Tests.Storage.StoreFacts;

namespace Scheduling.Grains.Tests.Storage;

public abstract partial class ScheduleStoreSuite
{
    [Fact]
    public async Task Import_a_person_is_stored_with_authorized_dependents()
    {
        var guardian = Person(NewKey()) with
        {
            RoleFunctions = RoleFunctions.PatientProxy | RoleFunctions.ManageHospital,
            TimeZone = null,
            Phones = [],
        };
        var (child, other) = (Person(NewKey()), Person(NewKey()));

        var outcome = await Import(
            mayGrant: true,
            Imported(child) with { Guardians = [new Guardian(guardian.Key.Id, IsAuthorized: true)] },
            Imported(other) with { Guardians = [new Guardian(guardian.Key.Id, IsAuthorized: false)] },
            Imported(guardian));

        Assert.Equal(ImportStatus.Imported, outcome.Answer.Status);
        var loaded = await Store.LoadPerson(guardian.Key);
        Assert.Equal(child.Key.Id, Assert.Single(loaded!.Dependents));
        Assert.Equal(guardian.RoleFunctions, loaded.RoleFunctions);
        Assert.Equal((guardian.Name, guardian.Number, null), (loaded.Name, loaded.Number, loaded.TimeZone));
        var dependent = await Store.LoadPerson(child.Key);
        Assert.Equal(child with { Phones = dependent!.Phones }, dependent with { Dependents = child.Dependents });
        Assert.Equal(child.Phones.AsEnumerable(), dependent.Phones);
    }

    [Fact]
    public async Task Import_the_same_batch_again_changes_nothing()
    {
        var clinician = Person(NewKey(), ContactType.Clinician);
        var block = NewKey();
        var batch = new ImportBatch
        {
            People = [Imported(clinician) with { Email = "a@example.org", PasswordHash = "hash" }],
            Blocks = [new ImportedBlock(Block(block), clinician.Number!.Value)],
            MayGrant = true,
        };
        await Take(batch);

        var again = await Store.Import(HospitalId, batch, Now.AddHours(1));

        Assert.Equal(ImportStatus.Imported, again.Answer.Status);
        Assert.Empty(again.ChangedBlocks);
        Assert.Equal((1L, 2L), (await BlockVersion(block), await ClinicianVersion(clinician.Key)));
        Assert.Equal(Now, (await Store.LoadBlock(block))!.Definition.ModifiedAt);
    }

    [Theory]
    [InlineData(ContactType.Patient, ContactType.Patient, ImportStatus.NumberTaken)]
    [InlineData(ContactType.Clinician, ContactType.Clinician, ImportStatus.NumberTaken)]
    [InlineData(ContactType.Clinician, ContactType.Staff, ImportStatus.NumberTaken)]
    [InlineData(ContactType.Staff, ContactType.Clinician, ImportStatus.NumberTaken)]
    [InlineData(ContactType.Patient, ContactType.Clinician, ImportStatus.Imported)]
    [InlineData(ContactType.Staff, ContactType.PlatformAdministrator, ImportStatus.Imported)]
    public async Task Import_a_number_means_one_person_of_its_kind(
        ContactType first, ContactType second, ImportStatus expected)
    {
        var stored = Person(NewKey(), first);
        await Import(mayGrant: true, Imported(stored));
        var rival = Person(NewKey(), second) with { Number = stored.Number };

        var outcome = await Import(mayGrant: true, Imported(Person(NewKey())), Imported(rival));

        Assert.Equal(expected, outcome.Answer.Status);
        Assert.Equal(expected == ImportStatus.Imported ? 0 : 1, outcome.Answer.Position);
        Assert.Equal(expected == ImportStatus.Imported, await Store.LoadPerson(rival.Key) is not null);
    }

    [Fact]
    public async Task Import_two_people_may_exchange_numbers_and_addresses()
    {
        var (one, other) = (Person(NewKey()), Person(NewKey()));
        var (first, second) = (Login(one, NewEmail()), Login(other, NewEmail()));
        await Import(mayGrant: true, first, second);

        var outcome = await Import(
            mayGrant: true,
            first with { Person = one with { Number = other.Number }, Email = second.Email },
            second with { Person = other with { Number = one.Number }, Email = first.Email });

        Assert.Equal(ImportStatus.Imported, outcome.Answer.Status);
        Assert.Equal(other.Number, (await Store.LoadPerson(one.Key))!.Number);
        Assert.Equal(other.Key, (await Store.FindLogin(HospitalId, UserType.Patient, first.Email!))!.Person.Key);
    }

    [Fact]
    public async Task Import_a_number_twice_in_one_batch_is_the_second_ones_fault()
    {
        var one = Person(NewKey());

        var outcome = await Import(
            mayGrant: true, Imported(one), Imported(Person(NewKey()) with { Number = one.Number }));

        Assert.Equal(new ImportAnswer(ImportStatus.NumberTaken) { Position = 1 }, outcome.Answer);
        Assert.Null(await Store.LoadPerson(one.Key));
    }

    [Fact]
    public async Task Import_a_person_twice_in_one_batch_keeps_the_last()
    {
        var one = Person(NewKey());
        await Import(mayGrant: true, Imported(one));

        await Import(mayGrant: true, Imported(one with { StatusCode = 2 }), Imported(one));

        Assert.Equal(1, (await Store.LoadPerson(one.Key))!.StatusCode);
    }

    [Fact]
    public async Task Import_another_contact_type_gives_the_other_calendar()
    {
        var person = Person(NewKey());
        await Import(mayGrant: true, Imported(person));

        await Import(mayGrant: true, Imported(person with { ContactType = ContactType.Clinician }));

        Assert.Equal(1, await ClinicianVersion(person.Key));
    }

    private static ImportedPerson Login(Person person, string email) =>
        Imported(person) with { Email = email, PasswordHash = "hash" };

    private static string NewEmail() => $"{Guid.NewGuid():N}@Example.org";
}
