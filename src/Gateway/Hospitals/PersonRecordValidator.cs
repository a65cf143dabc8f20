using FluentValidation;
using Scheduling.Gateway.Http;
using Scheduling.Gateway.Sessions;

namespace Scheduling.Gateway.Hospitals;

internal sealed class PersonRecordValidator : RequestValidator<PersonRecord>
{
    /// <summary>Where the path says who it is.</summary>
    public static readonly PersonRecordValidator WithoutId = new(needsId: false);

    /// <summary>More than there are; a name that is said twice counts once.</summary>
    private const int MostRoleFunctions = 20;

    /// <summary>Codes have one digit. 1 is active; the others are kept, and nobody with one of them is active.</summary>
    private const int MostStatusCode = 9;

    public PersonRecordValidator()
        : this(needsId: true)
    {
    }

    private PersonRecordValidator(bool needsId)
    {
        var id = RuleFor(person => person.Id);
        _ = needsId ? id.Required() : id.Optional();
        RuleFor(person => person.ContactTypeCode).Required().OneOf(1, 2, 3, 4);
        RuleFor(person => person.PatientId).Optional().Between(1, int.MaxValue)
            .Must((person, number) => number.HasValue || !person.Is(ContactType.Patient))
            .WithMessage("patientId is required of a patient");
        RuleFor(person => person.ClinicianId).Optional().Between(1, int.MaxValue)
            .Must((person, number) => number.HasValue || !person.Is(ContactType.Clinician))
            .WithMessage("clinicianId is required of a clinician");
        RuleFor(person => person.StatusCode).Optional().Between(0, MostStatusCode);
        RuleFor(person => person.Name).Required().Object(new NameRecordValidator());
        RuleFor(person => person.Email).Optional().Text(most: 254)
            .Is(text => text.Length > 0, "email must not be empty");
        RuleFor(person => person.Password).Optional().Text(most: 256)
            .Is(text => text.Length > 0, "password must not be empty");
        RuleFor(person => person.TimeZone).Optional().Text(most: 100)
            .Is(name => TimeZones.Find(name) is not null, "timeZone must be the name of an IANA time zone");
        RuleFor(person => person.RoleFunctions).Optional()
            .Is(
                names => names.Length <= MostRoleFunctions
                    && names.All(name => name.HasValue && RoleFunctionNames.Find(name.Value) is not null),
                $"roleFunctions must be some of {string.Join(", ", RoleFunctionNames.Of(RoleFunctionNames.All))}");
        RuleFor(person => person.Phones).Optional().Each(most: 20, new PhoneRecordValidator());
        RuleFor(person => person.Guardians).Optional().Each(most: 50, new GuardianRecordValidator());
    }
}

internal sealed class NameRecordValidator : RequestValidator<NameRecord>
{
    public NameRecordValidator()
    {
        RuleFor(name => name.Given).Optional().Text(most: 100);
        RuleFor(name => name.Prefix).Optional().Text(most: 100);
        RuleFor(name => name.Suffix).Optional().Text(most: 100);
        RuleFor(name => name.Family).Optional().Text(most: 100);
    }
}

internal sealed class PhoneRecordValidator : RequestValidator<PhoneRecord>
{
    public PhoneRecordValidator()
    {
        RuleFor(phone => phone.Id).Required();
        RuleFor(phone => phone.Use).Optional().Text(most: 32);
        RuleFor(phone => phone.Value).Optional().Text(most: 64);
    }
}

internal sealed class GuardianRecordValidator : RequestValidator<GuardianRecord>
{
    public GuardianRecordValidator()
    {
        RuleFor(guardian => guardian.PersonId).Required();
        RuleFor(guardian => guardian.IsAuthorized).Optional();
    }
}
