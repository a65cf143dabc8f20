using static Scheduling.Grains.Tests.Storage.StoreFacts;

namespace Scheduling.Grains.Tests.Storage;

public abstract partial class ScheduleStoreSuite
{
    [Fact]
    public async Task FindLogin_takes_any_case_and_only_the_user_type()
    {
        var person = Person(NewKey(), ContactType.Staff);
        await Import(mayGrant: true, Login(person, "Zoë.Ärzt@Example.org"));

        var login = await Store.FindLogin(HospitalId, UserType.HospitalStaff, "ZOË.ärzt@example.ORG");

        Assert.Equal((person.Key, "hash"), (login!.Person.Key, login.PasswordHash));
        Assert.Null(await Store.FindLogin(HospitalId, UserType.Patient, "zoë.ärzt@example.org"));
        Assert.Null(await Store.FindLogin(127, UserType.HospitalStaff, "zoë.ärzt@example.org"));
    }

    [Fact]
    public async Task FindLogin_without_a_password_is_nothing()
    {
        var email = NewEmail();
        await Import(mayGrant: true, Imported(Person(NewKey())) with { Email = email });

        Assert.Null(await Store.FindLogin(HospitalId, UserType.Patient, email));
    }

    [Fact]
    public async Task FindLogin_has_the_dependents()
    {
        var guardian = Login(Person(NewKey()), NewEmail());
        var child = Imported(Person(NewKey())) with { Guardians = [new Guardian(guardian.Person.Key.Id, true)] };
        await Import(mayGrant: true, guardian, child);

        var login = await Store.FindLogin(HospitalId, UserType.Patient, guardian.Email!);

        Assert.Equal(child.Person.Key.Id, Assert.Single(login!.Person.Dependents));
    }

    [Theory]
    [InlineData(ContactType.Patient, "hash", ImportStatus.EmailTaken)]
    [InlineData(ContactType.Patient, null, ImportStatus.Imported)]
    [InlineData(ContactType.Staff, "hash", ImportStatus.Imported)]
    public async Task Import_an_address_logs_one_person_of_its_user_type_in(
        ContactType type, string? passwordHash, ImportStatus expected)
    {
        var email = NewEmail();
        await Import(mayGrant: true, Login(Person(NewKey()), email));
        var rival = Imported(Person(NewKey(), type)) with
        {
            Email = email.ToUpperInvariant(),
            PasswordHash = passwordHash,
        };

        var outcome = await Import(mayGrant: true, rival);

        Assert.Equal(expected, outcome.Answer.Status);
    }

    [Fact]
    public async Task Import_without_a_password_keeps_the_stored_one()
    {
        var person = Login(Person(NewKey()), NewEmail());
        await Import(mayGrant: true, person);

        await Import(mayGrant: true, person with { PasswordHash = null });

        Assert.NotNull(await Store.FindLogin(HospitalId, UserType.Patient, person.Email!));
    }

    [Fact]
    public async Task Import_that_may_not_grant_keeps_guardians_roles_and_passwords()
    {
        var (guardian, rival) = (Person(NewKey()), Person(NewKey()));
        var person = Login(Person(NewKey()) with { RoleFunctions = RoleFunctions.PatientProxy }, NewEmail());
        person = person with { Guardians = [new Guardian(guardian.Key.Id, true)] };
        await Import(mayGrant: true, Imported(guardian), Imported(rival), person);
        var greedy = person with
        {
            Person = person.Person with { RoleFunctions = RoleFunctions.ManageHospital, StatusCode = 2 },
            PasswordHash = "mine",
            Guardians = [new Guardian(rival.Key.Id, true)],
        };

        var outcome = await Import(mayGrant: false, greedy);

        Assert.Equal(ImportStatus.Imported, outcome.Answer.Status);
        var login = await Store.FindLogin(HospitalId, UserType.Patient, person.Email!);
        Assert.Equal("hash", login!.PasswordHash);
        Assert.Equal((RoleFunctions.PatientProxy, 2), (login.Person.RoleFunctions, login.Person.StatusCode));
        Assert.Single((await Store.LoadPerson(guardian.Key))!.Dependents);
        Assert.Empty((await Store.LoadPerson(rival.Key))!.Dependents);
    }

    [Fact]
    public async Task Import_that_may_not_grant_gives_new_people_nothing()
    {
        var guardian = Person(NewKey());
        var person = Login(Person(NewKey()) with { RoleFunctions = RoleFunctions.ManageHospital }, NewEmail());

        await Import(
            mayGrant: false, Imported(guardian), person with { Guardians = [new Guardian(guardian.Key.Id, true)] });

        Assert.Equal(RoleFunctions.None, (await Store.LoadPerson(person.Person.Key))!.RoleFunctions);
        Assert.Null(await Store.FindLogin(HospitalId, UserType.Patient, person.Email!));
        Assert.Empty((await Store.LoadPerson(guardian.Key))!.Dependents);
    }

    [Fact]
    public async Task Import_guardians_replace_the_stored_ones()
    {
        var (before, after) = (Person(NewKey()), Person(NewKey()));
        var child = Imported(Person(NewKey())) with { Guardians = [new Guardian(before.Key.Id, true)] };
        await Import(mayGrant: true, Imported(before), Imported(after), child);

        await Import(mayGrant: true, child with { Guardians = [new Guardian(after.Key.Id, true)] });

        Assert.Empty((await Store.LoadPerson(before.Key))!.Dependents);
        Assert.Single((await Store.LoadPerson(after.Key))!.Dependents);
    }

    [Fact]
    public async Task Import_a_guardian_of_another_hospital_is_unknown()
    {
        var elsewhere = await NewPatient(hospital: 127);
        var child = Imported(Person(NewKey())) with { Guardians = [new Guardian(elsewhere.Id, true)] };

        var outcome = await Import(mayGrant: true, Imported(Person(NewKey())), child);

        Assert.Equal(new ImportAnswer(ImportStatus.GuardianUnknown) { Position = 1 }, outcome.Answer);
        Assert.Null(await Store.LoadPerson(child.Person.Key));
    }
}
