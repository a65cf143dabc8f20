using static Scheduling.Grains.Tests.Storage.StoreFacts;

namespace Scheduling.Grains.Tests.Storage;

public abstract partial class ScheduleStoreSuite
{
    [Fact]
    public async Task LoadPersonRecord_is_what_was_imported()
    {
        var (one, other) = (await NewPatient(), await NewPatient());
        Guardian[] guardians = [new(one.Id, IsAuthorized: true), new(other.Id, IsAuthorized: false)];
        var given = Login(Person(NewKey(), ContactType.Clinician), NewEmail()) with
        {
            Guardians = [.. guardians.OrderBy(guardian => guardian.PersonId.ToString(), StringComparer.Ordinal)],
        };
        await Import(mayGrant: true, given);

        var record = (await Store.LoadPersonRecord(given.Person.Key))!;

        Assert.Equal((given.Email, given.PasswordHash), (record.Email, record.PasswordHash));
        Assert.Equal(given.Guardians.AsEnumerable(), record.Guardians);
        Assert.Equal(given.Person with { Phones = record.Person.Phones }, record.Person);
        Assert.Equal(given.Person.Phones.AsEnumerable(), record.Person.Phones);
    }

    [Fact]
    public async Task LoadPersonRecord_of_another_hospital_is_nothing()
    {
        var person = await NewPatient();

        Assert.Null(await Store.LoadPersonRecord(person with { HospitalId = 127 }));
        Assert.Null(await Store.LoadPersonRecord(NewKey()));
    }

    [Fact]
    public async Task Import_another_password_ends_sessions_from_the_next_second_on()
    {
        var person = Login(Person(NewKey()), NewEmail());
        await Import(mayGrant: true, person);
        await Import(mayGrant: true, person with { Person = person.Person with { StatusCode = 2 } });
        Assert.Null((await Store.LoadPerson(person.Person.Key))!.SessionsFrom);

        await Store.Import(HospitalId, Batch(person with { PasswordHash = "other" }), Now.AddMilliseconds(300));

        Assert.Equal(Now.AddSeconds(1), (await Store.LoadPerson(person.Person.Key))!.SessionsFrom);
        await Import(mayGrant: true, person with { PasswordHash = null });
        await Import(mayGrant: false, person with { PasswordHash = "mine" });
        Assert.Equal(Now.AddSeconds(1), (await Store.LoadPersonRecord(person.Person.Key))!.Person.SessionsFrom);
        var login = await Store.FindLogin(HospitalId, UserType.Patient, person.Email!);
        Assert.Equal(("other", Now.AddSeconds(1)), (login!.PasswordHash, login.Person.SessionsFrom));
    }

    [Fact]
    public async Task Import_a_first_password_ends_nothing()
    {
        var person = Imported(Person(NewKey())) with { Email = NewEmail() };
        await Import(mayGrant: true, person);

        await Import(mayGrant: true, person with { PasswordHash = "first" });

        Assert.Null((await Store.LoadPerson(person.Person.Key))!.SessionsFrom);
    }

    [Fact]
    public async Task Import_says_what_it_added_and_changed()
    {
        var (same, renamed, guarded) = (Person(NewKey()), Person(NewKey()), Person(NewKey()));
        var clinician = Person(NewKey(), ContactType.Clinician);
        var (block, other) = (NewKey(), NewKey());
        await Take(new ImportBatch
        {
            People = [Imported(same), Imported(renamed), Imported(guarded), Imported(clinician)],
            Blocks = [new ImportedBlock(Block(block), clinician.Number!.Value)],
            MayGrant = true,
        });

        var outcome = await Take(new ImportBatch
        {
            People =
            [
                Imported(same),
                Imported(Person(NewKey())) with { Guardians = [new Guardian(same.Key.Id, true)] },
                Imported(renamed with { StatusCode = 3 }),
                Imported(guarded) with { Guardians = [new Guardian(same.Key.Id, true)] },
            ],
            Blocks =
            [
                new ImportedBlock(Block(other, Minutes(600, 700)), clinician.Number.Value),
                new ImportedBlock(Block(block) with { OwnCapacity = 3 }, clinician.Number.Value),
            ],
            MayGrant = true,
        });

        Assert.Equal([1], outcome.Changes.AddedPeople.ToArray());
        Assert.Equal([2, 3], outcome.Changes.ChangedPeople.ToArray());
        Assert.Equal([0], outcome.Changes.AddedBlocks.ToArray());
        Assert.Equal([1], outcome.Changes.ChangedBlocks.ToArray());
        Assert.Equal(block.Id, Assert.Single(outcome.ChangedBlocks));
    }

    [Theory]
    [InlineData(ContactType.PlatformAdministrator, ContactType.PlatformAdministrator)]
    [InlineData(ContactType.PlatformAdministrator, ContactType.Staff)]
    [InlineData(ContactType.Staff, ContactType.PlatformAdministrator)]
    public async Task Import_protected_administrators_are_neither_made_nor_changed(ContactType before, ContactType after)
    {
        var person = Person(NewKey(), before);
        await Import(mayGrant: true, Imported(person));
        var next = person with { ContactType = after, StatusCode = 2 };

        var outcome = await Store.Import(
            HospitalId, Batch(Imported(Person(NewKey())), Imported(next)) with { ProtectsAdministrators = true }, Now);

        Assert.Equal(new ImportAnswer(ImportStatus.AdministratorProtected) { Position = 1 }, outcome.Answer);
        Assert.Equal((before, 1), await TypeAndStatus(person.Key));
    }

    [Fact]
    public async Task Import_patient_with_a_live_appointment_stays_one_until_it_is_over()
    {
        var (block, clinician) = await NewBlock();
        var patient = Imported(Person(NewKey()));
        await Import(mayGrant: true, patient);
        await Booked(block, clinician, patient.Person.Key);
        var staff = patient with { Person = patient.Person with { ContactType = ContactType.Staff } };

        var early = await Store.Import(HospitalId, Batch(staff), Minutes(14, 15).Start);
        var late = await Store.Import(HospitalId, Batch(staff), Minutes(15, 16).Start);

        Assert.Equal(new ImportAnswer(ImportStatus.ContactTypeInUse), early.Answer);
        Assert.Equal(new ImportAnswer(ImportStatus.Imported), late.Answer);
        Assert.Equal((ContactType.Staff, 1), await TypeAndStatus(patient.Person.Key));
    }

    [Fact]
    public async Task Import_clinician_with_a_block_stays_one_until_it_is_over()
    {
        var (_, clinician) = await NewBlock();
        var person = (await Store.LoadPerson(new Key(HospitalId, clinician)))! with { Phones = [] };
        var staff = Imported(person with { ContactType = ContactType.Staff });

        var early = await Store.Import(HospitalId, Batch(staff), Minutes(599, 600).Start);
        var late = await Store.Import(HospitalId, Batch(staff), Minutes(600, 601).Start);

        Assert.Equal(new ImportAnswer(ImportStatus.ContactTypeInUse), early.Answer);
        Assert.Equal(new ImportAnswer(ImportStatus.Imported), late.Answer);
    }

    [Fact]
    public async Task Import_rivals_for_one_person_leave_what_one_of_them_gave()
    {
        var person = Person(NewKey());
        await Import(mayGrant: true, Imported(person));
        var guardians = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => NewPatient()));

        for (var round = 0; round < 20; round++)
        {
            var rivals = guardians.Select((guardian, i) => Login(person, $"{i}.{NewEmail()}") with
            {
                Person = person with { StatusCode = i },
                Guardians = [new Guardian(guardian.Id, IsAuthorized: true)],
            }).ToList();

            await Task.WhenAll(rivals.Select(rival => Take(Batch(rival))));

            var last = (await Store.LoadPersonRecord(person.Key))!;
            var winner = rivals[last.Person.StatusCode];
            Assert.Equal((winner.Email, winner.Guardians.Single()), (last.Email, last.Guardians.Single()));
        }
    }

    [Fact]
    public async Task Import_of_thousands_costs_no_booking_its_fence()
    {
        var (block, clinician) = await NewBlock();
        var patients = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => NewPatient()));

        var importing = Task.Run(async () =>
        {
            for (var batch = 0; batch < 5; batch++)
            {
                await Take(Batch([.. Enumerable.Range(0, 1_000).Select(_ => Imported(Person(NewKey())))]));
            }
        });
        for (var i = 0; i < patients.Length; i++)
        {
            await Booked(block, clinician, patients[i], 15 * i);
        }

        await importing;
        Assert.Equal(patients.Length, (await Store.LoadBlock(block))!.Live.Length);
    }

    private static ImportBatch Batch(params ImportedPerson[] people) => new() { People = [.. people], MayGrant = true };

    private async Task<(ContactType, int)> TypeAndStatus(Key key)
    {
        var person = (await Store.LoadPerson(key))!;
        return (person.ContactType, person.StatusCode);
    }
}
