"""What accounting packages call the columns: English, with German, French and Spanish; preferred names first.

All names are folded to letters and digits (`#` reads as “no”), so `Invoice #` and `INVOICE_NO` are one name.
"""

from collector_tui.importers.words import words

SYNONYMS: dict[str, tuple[str, ...]] = {
    "account": words(
        "customerfullname customername customer clientname client companyname company contactname contact "
        "debtorname debtor accountname account billto billtoname buyer buyername organization organisation "
        "payer fullname name customerid customerno customernumber customercode clientid clientno debtorid "
        "accountid accountno accountnumber kundenname kundename kunde kundin debitorname debitor firmenname "
        "firma rechnungsempfanger rechnungsempfaenger auftraggeber kundennummer kundennr kundenno nomduclient "
        "nomclient raisonsociale societe entreprise debiteur codeclient nombredelcliente nombrecliente cliente "
        "razonsocial empresa deudor nombre"
    ),
    "number": words(
        "invoicenumber invoiceno invoicenum invoicenr invnumber invno invnum inv invoiceid invoice invoiceref "
        "invoicereference documentnumber documentno docnumber docno docnum billnumber billno document number "
        "num no nr reference referencenumber referenceno refno ref transactionnumber transactionno "
        "rechnungsnummer rechnungsnr rechnungno rechnungnr rechnung belegnummer belegnr numerodefacture "
        "nofacture nodefacture numfacture facture numero numerodefactura numerofactura nofactura nodefactura "
        "factura"
    ),
    "issued": words(
        "invoicedate dateofinvoice dateissued issuedate issuedon issued invdate billdate billingdate "
        "documentdate docdate dateofissue transactiondate txndate date rechnungsdatum belegdatum datum "
        "datedefacture datefacture datedefacturation datedemission fechadefactura fechafactura "
        "fechadeemision fechaemision fecha"
    ),
    "due": words(
        "duedate datedue dueon paymentduedate paymentdue due dueby maturitydate maturity paybydate payby "
        "falligkeitsdatum faelligkeitsdatum falligkeit faelligkeit falligam faelligam fallig faellig zahlbarbis "
        "zahlungsziel datedecheance dateecheance echeance fechadevencimiento fechavencimiento "
        "vencimiento vence"
    ),
    "amount": words(
        "invoicetotal invoiceamount totalamount grandtotal totalinclvat totalincltax grossamount grosstotal gross "
        "total amount originalamount amountinvoiced invoicevalue value amt rechnungsbetrag bruttobetrag "
        "gesamtbetrag brutto summe betrag montantttc totalttc montantdelafacture montant importetotal "
        "importedelafactura importe monto"
    ),
    "open": words(
        "openbalance openamount balancedue amountdue invoiceamountdue amountoutstanding outstandingamount "
        "outstandingbalance outstanding remainingbalance remainingamount amountremaining remaining unpaidamount "
        "amountunpaid unpaid unpaidbalance totaldue amountopen amountowed amountowing owed owing open balance "
        "offenerbetrag restbetrag offen restschuld saldo soldedu montantdu resteapayer restedu solde "
        "saldopendiente importependiente pendiente"
    ),
    "settled": words(
        "settleddate datesettled settledon datepaid paiddate paidon paymentdate dateofpayment paidat clearingdate "
        "cleardate bezahltam zahlungsdatum zahldatum ausgleichsdatum datedepaiement datepaiement datedereglement "
        "payele fechadepago fechapago"
    ),
    "kind": words(
        "transactiontype documenttype invoicetype doctype txntype type kind typ art belegart typededocument "
        "tipo tipodedocumento"
    ),
    "status": words("invoicestatus paymentstatus documentstatus status state etat estado"),
    "currency": words("currency currencycode invoicecurrency curr ccy wahrung waehrung devise monnaie moneda divisa"),
    "phone": words(
        "phone phonenumber phoneno telephone telephoneno mobile mobileno mobilephone cell cellphone mainphone "
        "customerphone contactphone tel telefon telefonnummer handy telefono movil"
    ),
    "email": words(
        "email emailaddress mail mailaddress mainemail customeremail contactemail billingemail emailadresse "
        "courriel correo correoelectronico"
    ),
    "account_kind": words(
        "customertype customerkind clienttype clientkind accounttype accountkind contacttype debtortype buyertype "
        "businessorconsumer consumerorbusiness kundentyp kundenart typedeclient tipodecliente"
    ),
    "address": words(
        "address billingaddress billaddress billtoaddress customeraddress clientaddress mailingaddress postaladdress "
        "fulladdress invoiceaddress adresse anschrift rechnungsadresse rechnungsanschrift direccion domicilio"
    ),
    "street": words(
        "street streetaddress street1 address1 addressline1 addressline billingstreet billtostreet billingaddress1 "
        "billingaddressline1 strasse rue calle"
    ),
    "street_more": words("street2 address2 addressline2 billingaddress2 billingaddressline2 suite"),
    "city": words("city town citytown billingcity billtocity mailingcity ort stadt wohnort ville ciudad"),
    "region": words(
        "stateprovince provincestate stateregion province billingstate billtostate billingstateprovince "
        "mailingstate customerstate provincia"
    ),
    "zip": words(
        "zip zipcode postcode postalcode zippostalcode postalzip billingzip billingzipcode billtozip billingpostalcode "
        "billingpostcode mailingzip plz postleitzahl codepostal codigopostal"
    ),
    "country": words("country billingcountry billtocountry mailingcountry land pays pais"),
}

STEMS: dict[str, tuple[str, ...]] = {
    "account": ("customer", "clientname", "debtor", "companyname", "kundenname", "debitor", "cliente"),
    "number": ("invoiceno", "invoicenum", "documentno", "documentnumber", "rechnungsn", "numerodefactur"),
    "issued": ("invoicedate", "issuedate", "dateissued", "rechnungsdatum", "datefacture", "fechafactura"),
    "due": ("duedate", "datedue", "falligkeit", "faelligkeit", "echeance", "vencimiento"),
    "amount": ("invoiceamount", "invoicetotal", "totalamount", "amount", "betrag", "montant", "importe"),
    "open": ("openbalance", "balancedue", "amountdue", "outstanding", "unpaid", "openamount"),
    "settled": ("settleddate", "datepaid", "paiddate", "paymentdate", "zahlungsdatum"),
    "phone": ("phone", "telefon"),
    "email": ("email",),
}
"""A longer header that contains one of these is taken when no header is called exactly so."""

_PERSONAL = "phone mobile mail fax street address city zip postcode country type group class terms since"
_SHARES = "tax vat mwst steuer iva discount line unit item net paid received credit fee words limit"

NEVER: dict[str, tuple[str, ...]] = {
    "account": words(_PERSONAL + " date currency balance note order tax vat amount total rep"),
    "number": ("date", "order", "line", "customer"),
    "issued": ("due", "paid"),
    "due": ("days", "amount", "balance", "total"),
    "amount": words(_SHARES + " due open offen balance outstanding remaining unpaid days date"),
    "open": ("days", "date", "count"),
    "settled": ("expected", "promised", "due", "last"),
    "phone": ("fax", "type", "phonetic"),
    "email": ("sent", "status", "date", "opt"),
}
"""A header with one of these inside it is something else, whatever stem it contains."""
