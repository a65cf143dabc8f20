using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Scheduling;

/// <summary>
/// Ids that follow from what they stand for (RFC 9562, version 5): made again, they are the same.
/// </summary>
public static class DerivedId
{
    private static readonly Guid Appointments = Guid.Parse("0b0f1c1e-5a3c-5b0e-9c55-7a0c7c9d1a01");
    private static readonly Guid Blocks = Guid.Parse("0b0f1c1e-5a3c-5b0e-9c55-7a0c7c9d1a02");

    /// <summary>The appointment that a caller's <c>Idempotency-Key</c> stands for. Keys are at most 255 characters.</summary>
    public static Guid Appointment(Key caller, string key) => Of(Appointments, $"{caller} {key}");

    /// <summary>A person's part in an appointment: it stays while the person does.</summary>
    public static Guid Participant(Guid appointmentId, Guid personId) => Of(appointmentId, personId.ToString());

    /// <summary>The block that a clinician gets by rule on a day of the hospital's calendar.</summary>
    public static Guid Block(Key clinician, DateOnly day) => Of(Blocks, $"{clinician} {day:yyyy-MM-dd}");

    [SuppressMessage("Security", "CA5350", Justification = "Version 5 ids are defined by SHA-1; nothing secret depends on it.")]
    private static Guid Of(Guid space, string name)
    {
        Span<byte> text = stackalloc byte[16 + Encoding.UTF8.GetMaxByteCount(name.Length)];
        space.TryWriteBytes(text, bigEndian: true, out _);
        var length = 16 + Encoding.UTF8.GetBytes(name, text[16..]);
        Span<byte> id = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(text[..length], id);
        id[6] = (byte)((id[6] & 0x0F) | 0x50);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id[..16], bigEndian: true);
    }
}
