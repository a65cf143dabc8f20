using System.Text;
using Scheduling.Grains.Storage;

namespace Scheduling.Silo.Storage.Imports;

/// <summary>A person as a row.</summary>
internal sealed record PersonRow(
    Key Key,
    ContactType ContactType,
    int? Number,
    int StatusCode,
    string? Email,
    string? PasswordHash,
    string Document)
{
    /// <summary>The address as a login looks for it; nothing where there is none.</summary>
    public string? LoginEmail => Email is { } email ? LoginEmailOf(email) : null;

    /// <summary>An address as it is compared: in lower case, whatever the alphabet.</summary>
    public static string LoginEmailOf(string email) => email.ToLowerInvariant();

    /// <summary>The row that an imported person becomes.</summary>
    /// <param name="hospitalId">The importing hospital, whatever the record says.</param>
    /// <param name="given">The record.</param>
    /// <param name="stored">What is stored of the person.</param>
    /// <param name="mayGrant">Whether role functions and passwords are taken over; else what is stored stays.</param>
    /// <param name="now">When a password that replaces another one ends the sessions that it began.</param>
    public static PersonRow Of(
        int hospitalId, ImportedPerson given, PersonRow? stored, bool mayGrant, DateTimeOffset now)
    {
        var person = given.Person;
        var before = stored is null ? null : PersonDocument.Read(Encoding.UTF8.GetBytes(stored.Document));
        var isNewPassword = mayGrant && given.PasswordHash is { } next
            && stored?.PasswordHash is { } last && next != last;
        var document = PersonDocument.Of(person) with
        {
            RoleFunctions = mayGrant ? person.RoleFunctions : before?.RoleFunctions ?? RoleFunctions.None,
            SessionsFrom = isNewPassword ? SecondAfter(now) : before?.SessionsFrom,
        };

        return new PersonRow(
            new Key(hospitalId, person.Key.Id),
            person.ContactType,
            person.Number,
            person.StatusCode,
            given.Email,
            mayGrant && given.PasswordHash is { } hash ? hash : stored?.PasswordHash,
            Encoding.UTF8.GetString(document.Write()));
    }

    /// <summary>The next whole second: tokens are dated in whole seconds, and those of this one are older.</summary>
    private static DateTimeOffset SecondAfter(DateTimeOffset now) =>
        DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds() + 1);
}
