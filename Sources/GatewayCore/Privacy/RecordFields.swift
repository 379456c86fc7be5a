/// Where the fields stand that an access record speaks of, found in one walk over the head.
struct RecordFields {
    var userAgent = -1
    var referrer = -1
    /// The first of Authorization and X-Api-Key, else Proxy-Authorization.
    var credential = -1
    var hasCookie = false

    init() {}

    init(_ head: borrowing RequestHead) {
        for index in head.fields.indices {
            switch head.fields[index].name {
            case .userAgent where self.userAgent < 0: self.userAgent = index
            case .referer where self.referrer < 0: self.referrer = index
            case .authorization, .xAPIKey:
                if self.credential < 0 || head.fields[self.credential].name == .proxyAuthorization {
                    self.credential = index
                }
            case .proxyAuthorization where self.credential < 0: self.credential = index
            case .cookie: self.hasCookie = true
            default: break
            }
        }
    }
}
